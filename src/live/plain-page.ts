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

/**
 * What React would finish in the browser, by what its server writes for it: the fallback of a boundary that waits or that failed, the
 * hidden piece that a script puts in its place, and a form that only a script can send. As we take the scripts out it would never be.
 */
const unfinished: readonly (readonly [what: string, mark: RegExp])[] = [
  ['a Suspense boundary that was still waiting', /<!--\$\?-->|<template\b[^>]*\bid="B:/],
  ['a Suspense boundary that failed', /<!--\$!-->/],
  ['a piece of the page that came late', /<div\b[^>]*\bhidden\b[^>]*\bid="S:/],
  ['a form that calls a function of React', /\baction="javascript:throw/],
];

/** What a page of Next's leaves for React to finish in the browser; empty where it is whole. */
export function unfinishedIn(html: string): string[] {
  return unfinished.flatMap(([what, mark]) => (mark.test(html) ? [what] : []));
}

/** The empty page by which Next would have React draw an error in the browser. */
const errorShell = /^.{0,100}<html id="__next_error__"/s;

/** The pages that tell of an error, by whether there is nothing at the address or something went wrong. */
const errorPages = { isMissing: '/_not-found', isBroken: '/unavailable' };

/**
 * Asks Next, and gives what it answers, pages as readers get them. Where Next gives no page but an error to be drawn, the answer has
 * the page for it.
 *
 * @param report told of a page that React was to finish in the browser, in one line
 * @throws Error where even that page cannot be made
 */
export async function askPlainly(
  next: NextHandler,
  request: InnerRequest,
  report: (fault: string) => void = (fault) => console.error(`parley: ${fault}`),
): Promise<InnerAnswer> {
  const answer = await askInner(next, request);
  if (!answer.headers.get('content-type')?.startsWith('text/html') || isEmbed(request.target)) return answer;
  const html = answer.body.toString('utf8');
  if (!errorShell.test(html)) {
    const left = unfinishedIn(html);
    if (left.length > 0)
      report(`the page at ${request.target} is not whole without React (${left.join(', ')}): let the server finish it before it answers`);
    return { ...answer, body: Buffer.from(plainPage(html)) };
  }
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
