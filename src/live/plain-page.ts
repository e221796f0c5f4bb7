import { isEmbed } from './headers.ts';
import { askInner, type InnerAnswer, type InnerRequest, type NextHandler } from './inner.ts';

/** Everything that only React and Next need in a browser: their scripts, the data for them, and the comments that part what React wrote. */
const forReact = [
  /<script\b(?![^>]*\btype="application\/ld\+json")(?![^>]*\bsrc="\/scripts\/)[^>]*>[\s\S]*?<\/script>/g,
  /<link\b[^>]*\bas="script"[^>]*\/>/g,
  /<!--(?:\/?\$| )?-->/g,
];

/**
 * A page as readers get it: the HTML that Next makes, which is whole, without what would have React make it a second time in the
 * browser. That took a phone a second and more, and twice the bytes; what pages do by themselves is in `src/browser`, without React.
 */
export function plainPage(html: string): string {
  return forReact.reduce((text, needless) => text.replace(needless, ''), html);
}

/** The empty page by which Next would have React draw an error in the browser. */
const errorShell = /^.{0,100}<html id="__next_error__"/s;

/** The pages that tell of an error, by whether there is nothing at the address or something went wrong. */
const errorPages = { isMissing: '/_not-found', isBroken: '/unavailable' };

/**
 * Asks Next, and gives what it answers, pages as readers get them. Where Next gives no page but an error to be drawn, the answer has
 * the page for it.
 *
 * @throws Error where even that page cannot be made
 */
export async function askPlainly(next: NextHandler, request: InnerRequest): Promise<InnerAnswer> {
  const answer = await askInner(next, request);
  if (!answer.headers.get('content-type')?.startsWith('text/html') || isEmbed(request.target)) return answer;
  const html = answer.body.toString('utf8');
  if (!errorShell.test(html)) return { ...answer, body: Buffer.from(plainPage(html)) };
  // A redirect is all in its headers.
  if (answer.status < 400) return { ...answer, body: Buffer.alloc(0) };
  const pages = answer.status === 404 ? [errorPages.isMissing, errorPages.isBroken] : [errorPages.isBroken];
  for (const target of pages) {
    const told = await askInner(next, { ...request, target });
    const page = told.body.toString('utf8');
    if (!errorShell.test(page)) return { status: answer.status, headers: told.headers, body: Buffer.from(plainPage(page)) };
  }
  throw new Error(`no page can be made for ${request.target}, which Next answered with ${answer.status}`);
}
