import { posix } from 'node:path';
import { ProblemError } from './problem.ts';

/** The methods that an address of the API can be asked by. */
const apiMethods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'];
/** Those of everything else: pages, embeds, feeds and files are only read. */
const readMethods = ['GET', 'HEAD'];

/** What is known of a request before its body: as Node has parsed it. */
export interface RequestHead {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly httpVersion: string;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
}

/** Targets with nothing in them that would have to be looked at: by far the most. */
const plainTarget = /^\/(?!.*_next)[^%#\\]*$/;
/** A target in absolute form, as a proxy is asked (RFC 9112, 3.2.2): its authority, and what follows. */
const absoluteTarget = /^https?:\/\/([^/?#]*)(.*)$/i;
/** A host with or without a port (RFC 3986, 3.2.2), which for http is never empty (RFC 9110, 4.2.1). */
const hostAndPort = /^(?:\[[\da-f:.]+\]|(?:[\w.~!$&'()*+,;=-]|%[\da-f]{2})+)(?::\d*)?$/i;
/** What Next serves for itself where it is developed with. */
const ofDevelopment = /^\/(?:_next|__nextjs)/;

/**
 * The target of a request in origin form, which is a path with or without a query. What no address could want is refused here, before any
 * is looked for, because Next answers it with a bare 500 or with a page.
 *
 * @param isDevelopment whether the addresses that Next has for itself are served, too
 * @throws ProblemError saying what is wrong with the request
 */
export function targetAtTheGate({ method = '', url = '', httpVersion, rawHeaders }: RequestHead, isDevelopment = false): string {
  if (httpVersion !== '1.1' && httpVersion !== '1.0') throw malformed(`HTTP/1.1 and HTTP/1.0 are spoken here, not HTTP/${httpVersion}.`);
  checkHost(httpVersion, rawHeaders);
  const target = originForm(url);
  if (plainTarget.test(target) && readMethods.includes(method)) return target;
  const path = decodedPath(target);
  if (isDevelopment && ofDevelopment.test(path)) return target;
  const allowed = path.startsWith('/api/') ? apiMethods : readMethods;
  if (!allowed.includes(method))
    throw new ProblemError('METHOD_NOT_ALLOWED', 'This method is not answered here.', {
      headers: { Allow: allowed === apiMethods ? 'GET, HEAD, OPTIONS' : allowed.join(', ') },
    });
  const plainly = posix.normalize(path.replaceAll('\\', '/'));
  if ((plainly === '/_next' || plainly.startsWith('/_next/')) && !plainly.startsWith('/_next/static/'))
    throw new ProblemError('UNKNOWN_ROUTE', 'There is no such address.');
  return target;
}

function malformed(detail: string): ProblemError {
  return new ProblemError('MALFORMED_REQUEST', detail);
}

/** Whose host is named twice may be two for whoever stands in between (RFC 9112, 3.2). */
function checkHost(httpVersion: string, rawHeaders: readonly string[]): void {
  let host: string | null = null;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    if (name.length !== 4 || name.toLowerCase() !== 'host') continue;
    if (host !== null) throw malformed('The request has more than one Host header.');
    host = rawHeaders[at + 1] ?? '';
  }
  if (host === null) {
    if (httpVersion === '1.1') throw malformed('The request has no Host header.');
  } else if (!hostAndPort.test(host)) throw malformed('The Host header is not a host with or without a port.');
}

function originForm(url: string): string {
  if (url.startsWith('/')) return url;
  const [, authority, rest] = absoluteTarget.exec(url) ?? [];
  if (authority === undefined || rest === undefined || !hostAndPort.test(authority))
    throw new ProblemError('MALFORMED_ADDRESS', 'The target of the request is neither a path nor an http address.');
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** The path of a target, decoded. A percent sign in a query that encodes nothing is one, as in every browser. */
function decodedPath(target: string): string {
  if (target.includes('#')) throw new ProblemError('MALFORMED_ADDRESS', 'A fragment, from “#” on, is not sent to a server.');
  if (target.includes('%00')) throw new ProblemError('MALFORMED_ADDRESS', 'The address has a NUL character (%00).');
  const at = target.indexOf('?');
  const [path, query] = at === -1 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
  decoded('query', query.replace(/%(?![\da-f]{2})/gi, '%25'));
  return decoded('path', path);
}

function decoded(part: 'path' | 'query', text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ProblemError('MALFORMED_ADDRESS', `The ${part} is not valid percent-encoded UTF-8.`);
  }
}
