import type { IncomingMessage, ServerResponse } from 'node:http';
import { inject } from 'light-my-request';
import { largestBody } from '#http/body.ts';
import { stripInternalHeaders } from './headers.ts';

/** Answers a request that is not the front's own: Next's handler. */
export type NextHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A request as the front makes it for Next: nothing of the outer one but what it is made of here. */
export interface InnerRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** Everything that Next answered. */
export interface InnerAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** What concerns one connection, and is not part of an answer. */
const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'date', 'content-length']);

/** Asks Next within this thread, and waits for the whole answer. Rejects where it does not answer. */
export async function askInner(next: NextHandler, { method, target, headers, body }: InnerRequest): Promise<InnerAnswer> {
  const failed = Promise.withResolvers<never>();
  const asked = inject((request, response) => void next(request, response).catch(failed.reject), {
    method,
    url: target,
    headers: { ...headers },
    ...(body !== undefined && { payload: Buffer.from(body) }),
  });
  const answer = await Promise.race([asked, failed.promise]);
  const kept = Object.entries(answer.headers).flatMap(([name, value]): [string, string][] =>
    value === undefined || hopByHop.has(name) ? [] : [[name, Array.isArray(value) ? value.join(', ') : String(value)]],
  );
  return { status: answer.statusCode, headers: new Map(kept), body: answer.rawPayload };
}

/** What is said of a connection or of the bytes of a body, which the inner request has of its own. */
const ofTheWire = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'expect', 'upgrade']);

/** Somebody's request as Next is asked it, for the host that we are known by: without headers that are its own, and without a body. */
export function innerRequestOf(request: IncomingMessage, host: string): InnerRequest {
  stripInternalHeaders(request);
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    typeof value === 'string' && !ofTheWire.has(name) ? [[name, value] as const] : [],
  );
  return {
    method: request.method ?? 'GET',
    target: request.url ?? '/',
    headers: { ...Object.fromEntries(headers), host, 'accept-encoding': 'identity' },
  };
}

/**
 * The body of a request: as much as an endpoint takes, and a little more where there is more, by which it knows. The rest is read and
 * thrown away, because whoever still sends would not hear the answer. The server's limit on the time of a request bounds that.
 */
export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    if (size <= largestBody) pieces.push(piece);
    size += piece.length;
  }
  return Buffer.concat(pieces);
}
