import { connect, createServer, type Socket } from 'node:net';
import { z } from 'zod';
import { answerParent } from '../setup/processes.ts';
import { type Random, randomOf, sizeBetween } from './random.ts';

/**
 * Connections that break. Each listener passes bytes on to its target; at a number of bytes that the seed decides, a connection is cut
 * (with a reset or without), or stalls and then goes on or is cut.
 */
const question = z.discriminatedUnion('act', [
  z.object({
    act: z.literal('listen'),
    name: z.string(),
    seed: z.int(),
    /** How many connections have a fault, from 0 to 1, and after how many bytes. */
    likelihood: z.number().min(0).max(1),
    least: z.int(),
    most: z.int(),
  }),
  z.object({ act: z.literal('target'), name: z.string(), port: z.int() }),
  z.object({ act: z.literal('calm') }),
  z.object({ act: z.literal('counts') }),
]);

const longestStallMs = 1_500;
const counts = { connections: 0, cut: 0, stalled: 0 };
const targets = new Map<string, number>();
let isCalm = false;

/** What happens to a connection. */
interface Plan {
  readonly afterBytes: number;
  readonly isReset: boolean;
  readonly stallMs: number;
  readonly isCut: boolean;
}

function planOf(random: Random, likelihood: number, least: number, most: number): Plan | null {
  const [isFaulty, afterBytes, isReset, doesStall, stall, isCut] = [
    random() < likelihood,
    sizeBetween(random, least, most),
    random() < 0.5,
    random() < 0.3,
    random(),
    random() < 0.5,
  ];
  if (!isFaulty) return null;
  return doesStall
    ? { afterBytes, isReset, stallMs: Math.round(stall * longestStallMs), isCut }
    : { afterBytes, isReset, stallMs: 0, isCut: true };
}

function pass(client: Socket, port: number, plan: Plan | null): void {
  const server = connect({ port, host: '127.0.0.1', noDelay: true });
  let passed = 0;
  let isDone = plan === null;
  let isStalled = false;
  const end = (isReset: boolean) => {
    for (const socket of [client, server]) isReset ? socket.resetAndDestroy() : socket.destroy();
  };
  for (const [from, to] of [
    [client, server],
    [server, client],
  ] as const) {
    from.on('error', () => end(false));
    from.on('close', () => end(false));
    // A half that ends is an end: nobody here speaks on after it.
    from.on('end', () => to.end());
    to.on('drain', () => {
      if (!isStalled) from.resume();
    });
    from.on('data', (piece: Buffer) => {
      const room = plan === null ? piece.length : plan.afterBytes - passed;
      passed += piece.length;
      if (isDone || isCalm || plan === null || piece.length < room) {
        if (!to.write(piece)) from.pause();
        return;
      }
      isDone = true;
      to.write(piece.subarray(0, Math.max(0, room)));
      if (plan.stallMs === 0) {
        counts.cut += 1;
        end(plan.isReset);
        return;
      }
      counts.stalled += 1;
      isStalled = true;
      client.pause();
      server.pause();
      setTimeout(() => {
        isStalled = false;
        if (plan.isCut) {
          counts.cut += 1;
          end(plan.isReset);
          return;
        }
        to.write(piece.subarray(Math.max(0, room)));
        client.resume();
        server.resume();
      }, plan.stallMs);
    });
  }
}

answerParent(question, (asked) => {
  switch (asked.act) {
    case 'listen': {
      const random = randomOf(asked.seed, asked.name);
      const server = createServer({ noDelay: true }, (client) => {
        counts.connections += 1;
        const port = targets.get(asked.name);
        const plan = planOf(random, asked.likelihood, asked.least, asked.most);
        if (port === undefined) client.destroy();
        else pass(client, port, plan);
      });
      return new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(0, '127.0.0.1', () => {
          const address = server.address();
          resolve({ port: address !== null && typeof address === 'object' ? address.port : 0 });
        });
      });
    }
    case 'target':
      targets.set(asked.name, asked.port);
      return null;
    case 'calm':
      isCalm = true;
      return null;
    case 'counts':
      return counts;
  }
});
