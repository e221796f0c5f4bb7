import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { z } from 'zod';

/** A message as it arrived. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The number of its change; null for a test. */
  readonly seq: number | null;
}

/** Whoever messages of webhooks are sent to. */
export interface Receiver {
  readonly url: string;
  /** Everything that arrived so far. */
  readonly received: readonly Received[];
  /** The numbers of the changes that it took, in the order in which it did. */
  readonly taken: readonly (number | null)[];
  readonly close: () => Promise<void>;
}

type Answer = number | { readonly status: number; readonly location: string } | null;

const messageSchema = z.object({ data: z.object({ seq: z.int().optional() }) });

/**
 * Starts a receiver on a free port of this machine.
 *
 * @param answer the status that is answered to a message, or a redirect, or null for no answer at all; `count` begins with 1
 */
export async function startReceiver(answer: (message: Received, count: number) => Answer | Promise<Answer> = () => 204): Promise<Receiver> {
  const received: Received[] = [];
  const taken: (number | null)[] = [];
  const respond = async (response: ServerResponse, message: Received) => {
    const chosen = await answer(message, received.length);
    if (chosen === null) return;
    const { status, ...headers } = typeof chosen === 'number' ? { status: chosen } : chosen;
    if (status < 300) taken.push(message.seq);
    response.writeHead(status, headers).end();
  };
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const message = { headers: request.headers, body, seq: messageSchema.parse(JSON.parse(body)).data.seq ?? null };
      received.push(message);
      void respond(response, message);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the receiver has no port');
  return {
    url: `http://127.0.0.1:${address.port}/in`,
    received,
    taken,
    close: async () => {
      const closed = new Promise<unknown>((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
