import type { Server } from 'node:http';
import { createFront } from '../../src/live/front.ts';
import type { NextHandler } from '../../src/live/inner.ts';
import { type Live, startLive } from '../../src/live/live.ts';
import { askPlainly } from '../../src/live/plain-page.ts';
import type { StreamLimits } from '../../src/live/stream.ts';

/** A front that listens on a free port of this machine, over a database and whatever answers in Next's place. */
export interface TestFront {
  readonly address: string;
  readonly live: Live;
  /** Ends it as a shutdown does. */
  readonly stop: () => Promise<void>;
}

const origin = 'http://parley.example';
const pageScript = {
  address: '/scripts/page.test.js',
  answer: async () => ({
    status: 200,
    headers: new Map([
      ['content-type', 'text/javascript'],
      ['cache-control', 'public, max-age=31536000, immutable'],
    ]),
    body: Buffer.from('// the script of every page'),
  }),
};
const webhooks = {
  loopback: true,
  report: (reason: string) => {
    throw new Error(reason);
  },
};

/** Starts a front. */
export async function startFront(
  databaseUrl: string,
  { next, limits = { all: 1_000, perAddress: 1_000 } }: { readonly next: NextHandler; readonly limits?: StreamLimits },
): Promise<TestFront> {
  const live = await startLive({ databaseUrl, origin: () => origin, limits, trustedProxies: 0, report: () => undefined, webhooks });
  const front = createFront({
    ...live,
    ask: (request) => askPlainly(next, request),
    isUp: () => true,
    unavailable: {
      status: 200,
      headers: new Map([['content-type', 'text/html; charset=utf-8']]),
      body: Buffer.from('<h1>Come again</h1>'),
    },
    pageScript,
    databaseUrl,
    origin: () => origin,
    bytes: 10_000_000,
    report: () => undefined,
    development: null,
  });
  const address = await listen(front.server);
  return {
    address,
    live,
    stop: async () => {
      live.stream.close();
      await front.stop(5_000);
      await live.stop();
    },
  };
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const bound = server.address();
      if (bound === null || typeof bound === 'string') reject(new Error('the server has no port'));
      else resolve(`http://127.0.0.1:${bound.port}`);
    });
  });
}
