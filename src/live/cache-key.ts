import type { IncomingHttpHeaders } from 'node:http';
import type { InnerRequest } from './inner.ts';

const longestHeader = 4_000;
const longestTarget = 2_000;
/** Paths of plain segments: whatever is stranger than that has no answer worth keeping. */
const plainPath = /^(\/[\w.~@:+-]+)*\/?$/;

/** A request that may be answered from what is kept, and how Next is asked for it. */
export interface Keyed {
  readonly key: string;
  readonly request: InnerRequest;
}

/**
 * The key of a GET or HEAD, made of exactly what changes the answer; null where it must not be kept. Next is asked with a request made
 * of the key alone, so that nothing else of one client's request can reach what another is given.
 */
export function keyOf(target: string, headers: IncomingHttpHeaders, host: string): Keyed | null {
  if (target.length > longestTarget) return null;
  const [path = '', query = ''] = splitTarget(target);
  if (!plainPath.test(path)) return null;
  const inner: Record<string, string> = { host, accept: 'text/html' };
  if (path.startsWith('/api/')) {
    const accept = headers.accept?.trim().toLowerCase() ?? '';
    inner.accept = accept === '' ? '*/*' : accept;
  }
  if (Object.values(inner).some((value) => value.length > longestHeader)) return null;
  const search = normalizedQuery(query);
  const normalized = search === '' ? path : `${path}?${search}`;
  const key = JSON.stringify([normalized, inner]);
  return { key, request: { method: 'GET', target: normalized, headers: inner } };
}

function splitTarget(target: string): [string, string] {
  const at = target.indexOf('?');
  return at === -1 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
}

/** The same parameters in one order and one encoding. Those of one name keep their order, which may mean something. */
function normalizedQuery(query: string): string {
  const parameters = new URLSearchParams(query);
  parameters.sort();
  return parameters.toString();
}
