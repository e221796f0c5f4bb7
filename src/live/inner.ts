import type { IncomingMessage, ServerResponse } from 'node:http';
import { inject } from 'light-my-request';

/** Answers a request that is not the front's own: Next's handler. */
export type NextHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A request as the front makes it for Next: nothing of the outer one but what it is made of here. */
export interface InnerRequest {
  readonly method: 'GET' | 'HEAD';
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Everything that Next answered. */
export interface InnerAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** What concerns one connection, and is not part of an answer. */
const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'date', 'content-length']);

/** Asks Next within this process, and waits for the whole answer. */
export async function askInner(next: NextHandler, { method, target, headers }: InnerRequest): Promise<InnerAnswer> {
  const answer = await inject((request, response) => void next(request, response), { method, url: target, headers: { ...headers } });
  const kept = Object.entries(answer.headers).flatMap(([name, value]): [string, string][] =>
    value === undefined || hopByHop.has(name) ? [] : [[name, Array.isArray(value) ? value.join(', ') : String(value)]],
  );
  return { status: answer.statusCode, headers: new Map(kept), body: answer.rawPayload };
}
