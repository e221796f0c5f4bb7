import type { IncomingMessage, ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';
import { matchesEtag } from '#http/etag.ts';
import { type Keyed, keyOf } from './cache-key.ts';
import type { Encoding, KeptAnswer, Variant } from './kept-answer.ts';
import { bypassStatus, hitStatus, type ResponseCache } from './response-cache.ts';

/** The encodings that answers are kept in, the best first. */
const encodings: readonly Encoding[] = ['br', 'gzip', 'identity'];
const remembered = 10_000;

/** What the address and the headers of a read come to. */
interface Wanted {
  /** How it can be answered from the cache; null where it must not be. */
  readonly keyed: Keyed | null;
  readonly encoding: Encoding;
}

/** Answers reads from the cache, at the speed of the wire where it can. */
export class CachedReads {
  readonly #cache: ResponseCache;
  readonly #host: string;
  // What an address with its headers comes to is the same each time, and few of them make up most requests.
  readonly #wanted = new LRUCache<string, Wanted>({ max: remembered });

  constructor(cache: ResponseCache, host: string) {
    this.#cache = cache;
    this.#host = host;
  }

  /** What a request asks for; null where it is somebody's own, which is never mixed with those of others, or asks for a part of an answer. */
  #wantedBy({ method, headers, url = '/' }: IncomingMessage): Wanted | null {
    if (method !== 'GET' && method !== 'HEAD') return null;
    if (headers.authorization !== undefined || headers.cookie !== undefined || headers.range !== undefined) return null;
    const { accept = '', 'accept-encoding': accepted = '' } = headers;
    const name = `${accepted}\n${accept}\n${url}`;
    const known = this.#wanted.get(name);
    if (known !== undefined) return known;
    const wanted = { keyed: keyOf(url, headers, this.#host), encoding: encodingFor(accepted) };
    if (name.length < 2_000) this.#wanted.set(name, wanted);
    return wanted;
  }

  /** Sends the answer to a read at once where it is kept and ready; gives false where it is not. Most reads end here, without waiting for anything. */
  answerKept(request: IncomingMessage, response: ServerResponse): boolean {
    const wanted = this.#wantedBy(request);
    if (wanted === null || wanted.keyed === null) return false;
    const kept = this.#cache.fresh(wanted.keyed.key);
    const variant = kept?.ready(wanted.encoding);
    if (kept === undefined || variant === undefined) return false;
    sendVariant(request, response, kept.status, variant, hitStatus);
    return true;
  }

  /** Sends the answer to a read, kept or asked for; gives false where it is not to be answered from the cache. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const wanted = this.#wantedBy(request);
    if (wanted === null || wanted.keyed === null) return false;
    const { answer, cacheStatus } = await this.#cache.get(wanted.keyed);
    await send(request, response, answer, wanted.encoding, cacheStatus);
    return true;
  }
}

/** The encoding that `Accept-Encoding` prefers among ours. One that refuses them all gets the plain bytes (RFC 9110, 12.5.3). */
export function encodingFor(accepted: string): Encoding {
  const chosen = new Negotiator({ headers: { 'accept-encoding': accepted } }).encoding(encodings, { preferred: encodings });
  return encodings.find((encoding) => encoding === chosen) ?? 'identity';
}

/** Sends an answer in an encoding: its headers alone to HEAD, a 304 to whoever has it already. */
export async function send(
  request: IncomingMessage,
  response: ServerResponse,
  kept: KeptAnswer,
  encoding: Encoding,
  cacheStatus: string = bypassStatus,
): Promise<void> {
  sendVariant(request, response, kept.status, kept.ready(encoding) ?? (await kept.variant(encoding)), cacheStatus);
}

function sendVariant(request: IncomingMessage, response: ServerResponse, status: number, variant: Variant, cacheStatus: string): void {
  const ifNoneMatch = request.headers['if-none-match'];
  if (status === 200 && ifNoneMatch !== undefined && matchesEtag(ifNoneMatch, variant.etag)) {
    response.writeHead(304, [...variant.notModified, 'cache-status', cacheStatus]).end();
    return;
  }
  response.writeHead(status, [...variant.headers, 'cache-status', cacheStatus]);
  if (request.method === 'HEAD') response.end();
  else response.end(variant.body);
}
