import { z } from 'zod';
import { answerParent } from '../setup/processes.ts';
import { followStream, type StreamFollower } from '../setup/stream-follower.ts';
import { factDigest } from './history.ts';
import { oneOf, randomOf } from './random.ts';

/** The clients of a run: each follows the stream over connections that break, and keeps what it received. */
const question = z.discriminatedUnion('act', [
  z.object({ act: z.literal('open'), seed: z.int(), since: z.int(), count: z.int().max(2_000), ports: z.tuple([z.int()], z.int()) }),
  z.object({ act: z.literal('state') }),
  z.object({ act: z.literal('received'), client: z.int() }),
]);

const longestRetryMs = 300;
const received = z.object({ seq: z.int(), key: z.string(), after: z.unknown() });
const clients: { readonly follower: StreamFollower; readonly lines: string[] }[] = [];
let resets = 0;

answerParent(question, (asked) => {
  switch (asked.act) {
    case 'open':
      for (let index = 0; index < asked.count; index += 1) {
        const random = randomOf(asked.seed, `client ${index}`);
        const lines: string[] = [];
        const follower = followStream({
          port: () => oneOf(random, asked.ports),
          since: asked.since,
          longestRetryMs,
          onEvent: ({ event, data }) => {
            if (event === 'day') return;
            if (event === 'reset') {
              resets += 1;
              return;
            }
            const { seq, key, after } = received.parse(JSON.parse(data));
            lines.push(`${seq} ${key} ${factDigest(after)}`);
          },
        });
        clients.push({ follower, lines });
      }
      return null;
    case 'state':
      return {
        opened: clients.reduce((sum, { follower }) => sum + follower.opened, 0),
        resets,
        last: clients.map(({ lines }) => Number(lines.at(-1)?.split(' ')[0] ?? 0)),
      };
    case 'received':
      return clients[asked.client]?.lines ?? [];
  }
});
