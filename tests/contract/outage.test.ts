import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { problemSchema } from '#http/problem.ts';
import { ask } from './ask.ts';

/** A stretch of network between the API and its database that can be cut, or swallow everything. */
class Line {
  readonly #host: string;
  readonly #port: number;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #swallows = false;
  port = 0;

  constructor(host: string, port: number) {
    this.#host = host;
    this.#port = port;
  }

  /** Lets everything through. */
  async open(): Promise<void> {
    this.#swallows = false;
    for (const socket of this.#sockets) socket.resume();
    if (this.#server !== undefined) return;
    const server = createServer((near) => {
      const far = connect(this.#port, this.#host);
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(from);
        from.on('data', (chunk: Buffer) => to.write(chunk));
        from.on('error', () => undefined);
        from.on('close', () => {
          this.#sockets.delete(from);
          to.destroy();
        });
        if (this.#swallows) from.pause();
      }
    });
    await new Promise<void>((listening) => server.listen(this.port, '127.0.0.1', listening));
    const address = server.address();
    if (address !== null && typeof address === 'object') this.port = address.port;
    this.#server = server;
  }

  /** As when the database is stopped: open connections break, new ones are refused. */
  async cut(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    for (const socket of this.#sockets) socket.destroy();
    if (server !== undefined) await new Promise((closed) => server.close(closed));
  }

  /** As when its machine is gone: connections stay open and nothing comes back. */
  swallow(): void {
    this.#swallows = true;
    for (const socket of this.#sockets) socket.pause();
  }
}

const direct = new URL(process.env.DATABASE_URL ?? '');
const line = new Line(direct.hostname, Number(direct.port));

beforeAll(async () => {
  await line.open();
  process.env.DATABASE_URL = Object.assign(new URL(direct), { hostname: '127.0.0.1', port: String(line.port) }).href;
});

afterAll(async () => {
  await line.cut();
  process.env.DATABASE_URL = direct.href;
});

async function answer(path: string): Promise<{ status: number; milliseconds: number; body: unknown; retryAfter: string | null }> {
  const before = performance.now();
  const response = await ask(path);
  const body: unknown = await response.json();
  return { status: response.status, milliseconds: performance.now() - before, body, retryAfter: response.headers.get('retry-after') };
}

const paths = ['/status?asOf=2023-10-02', '/negotiations/wga-2023', '/timeline?limit=3', '/sources'];

async function isUnavailable(): Promise<void> {
  for (const { status, milliseconds, body, retryAfter } of await Promise.all(paths.map(answer))) {
    expect(status).toBe(503);
    expect(milliseconds).toBeLessThan(2000);
    expect(retryAfter).toBe('2');
    const { code, detail } = problemSchema.parse(body);
    expect(code).toBe('DATABASE_UNAVAILABLE');
    expect(detail).not.toMatch(/prisma|postgres|127\.0\.0\.1|ECONN|timeout/i);
  }
}

async function isBack(): Promise<void> {
  await vi.waitFor(
    async () => {
      const answers = await Promise.all(paths.map(answer));
      expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 200));
    },
    { timeout: 15_000, interval: 250 },
  );
}

describe('without its database the API', () => {
  it('says within two seconds that it cannot read, and recovers alone, when connections are refused', async () => {
    await isBack();
    await line.cut();
    await isUnavailable();
    await isUnavailable();
    await line.open();
    await isBack();
  });

  it('does so too when nothing comes back', async () => {
    line.swallow();
    await isUnavailable();
    await isUnavailable();
    await line.open();
    await isBack();
  });

  it('still knows what was asked wrongly, and its own description', async () => {
    await line.cut();
    expect((await answer('/status?colour=red')).status).toBe(400);
    expect((await answer('/openapi.json')).status).toBe(200);
    expect((await answer('/nothing')).status).toBe(404);
    await line.open();
    await isBack();
  });
});
