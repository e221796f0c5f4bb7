/**
 * A page with a note at its top that it is not the newest, because that cannot be made just now: an old page that looks like a new one
 * would mislead its reader. Screen readers meet it first.
 *
 * @param madeAt when the page was made
 */
export function withStaleNote(html: string, madeAt: Date): string {
  const moment = madeAt.toISOString();
  const shown = `${moment.slice(0, 10)} ${moment.slice(11, 16)} UTC`;
  const note = `<aside id="stale" role="note" aria-label="About this page" class="border-b px-4 py-3 text-center">The record cannot be read just now. This is the page as it was on <time datetime="${moment}">${shown}</time>; what was published since is missing.</aside>`;
  return html.replace(/<body\b[^>]*>/, (body) => body + note);
}
