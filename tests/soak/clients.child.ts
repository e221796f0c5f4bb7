import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { answerParent } from '../setup/processes.ts';
import { followStream, type StreamFollower } from '../setup/stream-follower.ts';
import { factDigest, lineOf } from './history.ts';
import { oneOf, randomOf } from './random.ts';

/** The clients of a run: each follows the stream over connections that break, and writes down what it received, so that memory stays flat. */
const question = z.discriminatedUnion('act', [
  z.object({
    act: z.literal('open'),
    seed: z.int(),
    since: z.int(),
    count: z.int().max(2_000),
    folder: z.string(),
    ports: z.tuple([z.int()], z.int()),
  }),
  z.object({ act: z.literal('state') }),
  z.object({ act: z.literal('written') }),
]);

const longestRetryMs = 300;
const received = z.object({ seq: z.int(), key: z.string(), after: z.unknown() });
const clients: { readonly follower: StreamFollower; readonly history: ClientHistory }[] = [];
let resets = 0;

/** How many lines wait in memory before they are written. */
const linesAtOnce = 500;

/** What one client received, in a file. */
class ClientHistory {
  readonly #path: string;
  #waiting: string[] = [];
  last = 0;
  count = 0;

  constructor(path: string) {
    this.#path = path;
    appendFileSync(path, '');
  }

  add(seq: number, line: string): void {
    this.last = seq;
    this.count += 1;
    this.#waiting.push(`${line}\n`);
    if (this.#waiting.length >= linesAtOnce) this.write();
  }

  write(): void {
    appendFileSync(this.#path, this.#waiting.join(''));
    this.#waiting = [];
  }
}

answerParent(question, (asked) => {
  switch (asked.act) {
    case 'open':
      for (let index = 0; index < asked.count; index += 1) {
        const random = randomOf(asked.seed, `client ${index}`);
        const history = new ClientHistory(join(asked.folder, `client-${index}.txt`));
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
            history.add(seq, lineOf({ seq, key, digest: factDigest(after) }));
          },
        });
        clients.push({ follower, history });
      }
      return null;
    case 'state':
      return {
        opened: clients.reduce((sum, { follower }) => sum + follower.opened, 0),
        resets,
        last: clients.map(({ history }) => history.last),
      };
    case 'written':
      for (const { history } of clients) history.write();
      return clients.reduce((sum, { history }) => sum + history.count, 0);
  }
});
