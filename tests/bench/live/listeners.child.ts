import { connect } from 'node:net';
import { z } from 'zod';
import { answerParent, machineMs } from '../../setup/processes.ts';

/**
 * Many clients of streams over plain sockets. Of each message they look only for its marker, so that they cost the machine, which they
 * share with the server, as little as can be.
 */
const question = z.discriminatedUnion('act', [
  z.object({ act: z.literal('open'), group: z.string(), port: z.int(), path: z.string(), count: z.int().max(20_000) }),
  z.object({ act: z.literal('expect'), group: z.string(), marker: z.string().min(1) }),
  z.object({ act: z.literal('await'), group: z.string(), milliseconds: z.int().max(60_000) }),
  z.object({ act: z.literal('close'), group: z.string() }),
]);

/** Those who listen to one server, and the message that they wait for. */
class Group {
  readonly #sockets: ReturnType<typeof connect>[] = [];
  #marker = Buffer.from('nothing yet');
  #round = 0;
  #reached = 0;
  #first = 0;
  #last = 0;
  #lost = 0;
  #done: (() => void) | null = null;

  /** Opens one client, and resolves when its stream runs. */
  add(port: number, path: string): Promise<void> {
    return new Promise((resolve, reject) => {
      let reachedIn = 0;
      let tail: Buffer | null = null;
      let isOpen = false;
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      this.#sockets.push(socket);
      socket.once('connect', () => socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept: text/event-stream\r\n\r\n`));
      socket.on('data', (piece: Buffer) => {
        if (!isOpen) {
          isOpen = true;
          if (piece.toString('latin1', 9, 12) === '200') resolve();
          else reject(new Error(`the stream answered: ${piece.toString('latin1', 0, 200)}`));
          return;
        }
        if (reachedIn === this.#round) return;
        const seen: Buffer = tail === null ? piece : Buffer.concat([tail, piece]);
        if (seen.includes(this.#marker)) {
          reachedIn = this.#round;
          tail = null;
          this.#reach();
        } else tail = Buffer.from(seen.subarray(Math.max(0, seen.length - this.#marker.length)));
      });
      socket.once('error', reject);
      socket.once('close', () => {
        this.#lost += 1;
      });
    });
  }

  expect(marker: string): void {
    this.#marker = Buffer.from(marker);
    this.#round += 1;
    this.#reached = 0;
    this.#first = 0;
    this.#last = 0;
  }

  /** When the first and the last client had the message, on the clock of the machine; resolves also when the time is up. */
  async outcome(milliseconds: number) {
    if (this.#reached < this.#sockets.length)
      await new Promise<void>((resolve) => {
        const limit = setTimeout(resolve, milliseconds);
        this.#done = () => {
          clearTimeout(limit);
          resolve();
        };
      });
    return { reached: this.#reached, lost: this.#lost, first: this.#first, last: this.#last };
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #reach(): void {
    this.#reached += 1;
    this.#last = machineMs();
    if (this.#reached === 1) this.#first = this.#last;
    if (this.#reached < this.#sockets.length) return;
    this.#done?.();
    this.#done = null;
  }
}

const groups = new Map<string, Group>();
const atOnce = 100;

answerParent(question, async (asked) => {
  const group = groups.get(asked.group) ?? new Group();
  groups.set(asked.group, group);
  switch (asked.act) {
    case 'open':
      for (let opened = 0; opened < asked.count; opened += atOnce)
        await Promise.all(Array.from({ length: Math.min(atOnce, asked.count - opened) }, () => group.add(asked.port, asked.path)));
      return null;
    case 'expect':
      return group.expect(asked.marker);
    case 'await':
      return { ...(await group.outcome(asked.milliseconds)), cpuMs: (process.cpuUsage().user + process.cpuUsage().system) / 1000 };
    case 'close':
      groups.delete(asked.group);
      return group.close();
  }
});
