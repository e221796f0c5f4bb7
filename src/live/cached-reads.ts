import type { IncomingMessage, ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';
import { matchesEtag } from '#http/etag.ts';
import { type Keyed, keyOf } from './cache-key.ts';
import type { Encoding, KeptAnswer, Variant } from './kept-answer.ts';
import type { ResponseCache } from './response-cache.ts';

/** The encodings that answers are kept in, the best first. */
const encodings: readonly Encoding[] = ['br', 'gzip', 'identity'];
const remembered = 10_000;

/** Answers reads from the cache, at the speed of the wire where it can. */
export class CachedReads {
  readonly #cache: ResponseCache;
  readonly #host: string;
  // What a header or an address comes to is the same each time, and few of them make up most requests.
  readonly #keys = new LRUCache<string, { readonly keyed: Keyed | null }>({ max: remembered });
  readonly #encodings = new LRUCache<string, Encoding>({ max: 200 });

  constructor(cache: ResponseCache, host: string) {
    this.#cache = cache;
    this.#host = host;
  }

  /** How this request can be answered from the cache; null where it must not be. */
  keyOf(request: IncomingMessage): Keyed | null {
    const { headers, url = '/' } = request;
    // Somebody's own request is never mixed with those of others, nor is a part of an answer.
    if (headers.authorization !== undefined || headers.cookie !== undefined || headers.range !== undefined) return null;
    const name = `${url}\n${headers.accept ?? ''}`;
    const known = this.#keys.get(name);
    if (known !== undefined) return known.keyed;
    const keyed = keyOf(url, headers, this.#host);
    if (name.length < 2_000) this.#keys.set(name, { keyed });
    return keyed;
  }

  /** Sends the answer to a read at once where it is kept and ready; gives false where it is not. Most reads end here, without waiting for anything. */
  answerKept(request: IncomingMessage, response: ServerResponse): boolean {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const keyed = this.keyOf(request);
    const kept = keyed === null ? undefined : this.#cache.fresh(keyed.key);
    const variant = kept?.ready(this.#encodingOf(request.headers['accept-encoding'] ?? ''));
    if (kept === undefined || variant === undefined) return false;
    sendVariant(request, response, kept.status, variant);
    return true;
  }

  /** Sends the answer to a request with this key. */
  async answer(request: IncomingMessage, response: ServerResponse, keyed: Keyed): Promise<void> {
    const encoding = this.#encodingOf(request.headers['accept-encoding'] ?? '');
    const kept = this.#cache.fresh(keyed.key) ?? (await this.#cache.get(keyed));
    await send(request, response, kept, encoding);
  }

  #encodingOf(accepted: string): Encoding {
    const known = this.#encodings.get(accepted);
    if (known !== undefined) return known;
    const chosen = encodingFor(accepted);
    if (accepted.length < 200) this.#encodings.set(accepted, chosen);
    return chosen;
  }
}

/** The encoding that `Accept-Encoding` prefers among ours. One that refuses them all gets the plain bytes (RFC 9110, 12.5.3). */
export function encodingFor(accepted: string): Encoding {
  const chosen = new Negotiator({ headers: { 'accept-encoding': accepted } }).encoding(encodings, { preferred: encodings });
  return encodings.find((encoding) => encoding === chosen) ?? 'identity';
}

/** Sends an answer in an encoding: its headers alone to HEAD, a 304 to whoever has it already. */
export async function send(request: IncomingMessage, response: ServerResponse, kept: KeptAnswer, encoding: Encoding): Promise<void> {
  sendVariant(request, response, kept.status, kept.ready(encoding) ?? (await kept.variant(encoding)));
}

function sendVariant(request: IncomingMessage, response: ServerResponse, status: number, variant: Variant): void {
  const ifNoneMatch = request.headers['if-none-match'];
  if (status === 200 && ifNoneMatch !== undefined && matchesEtag(ifNoneMatch, variant.etag)) {
    response.writeHead(304, variant.notModified).end();
    return;
  }
  response.writeHead(status, variant.headers);
  if (request.method === 'HEAD') response.end();
  else response.end(variant.body);
}
