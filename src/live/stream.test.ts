import { createServer, type ServerResponse } from 'node:http';
import { createConnection, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Change } from '#domain/change/change.ts';
import { openStream } from '../../tests/setup/stream-client.ts';
import { StreamHub } from './hub.ts';
import { ChangeStream, type StreamOptions } from './stream.ts';

function change(seq: number): Change {
  return {
    seq,
    kind: 'PUBLISHED',
    entity: 'EVENT',
    key: `event-${seq}`,
    negotiation: null,
    before: null,
    after: null,
    reason: null,
    actor: 'desk',
    recordedAt: '2026-05-02T10:00:00.000Z',
  };
}

/** A stream of a log of its own, served until the test ends. */
async function serveStream(log: readonly Change[], hub: StreamHub, more: Partial<StreamOptions> = {}) {
  const stream = new ChangeStream({
    hub,
    read: async (since, limit) => log.filter(({ seq }) => seq > since).slice(0, limit),
    catchUp: async () => undefined,
    encode: ({ seq }) => JSON.stringify({ seq }),
    unknownNegotiations: async () => [],
    clientAddress: () => '127.0.0.1',
    limits: { all: 10, perAddress: 10 },
    ...more,
  });
  const answers: Promise<void>[] = [];
  const responses: ServerResponse[] = [];
  const server = createServer((request, response) => {
    responses.push(response);
    answers.push(stream.answer(request, response, (request.url ?? '').split('?')[1] ?? ''));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    stream.close();
    server.close();
  });
  const bound = server.address();
  const port = bound !== null && typeof bound === 'object' ? bound.port : 0;
  return { stream, port, address: `http://127.0.0.1:${port}/`, answers, responses };
}

/** Asks for a stream and reads nothing of it. */
function askWithoutReading(port: number, lines: string): Socket {
  const client = createConnection(port, '127.0.0.1');
  client.on('error', () => undefined);
  client.write(`${lines}\r\nHost: parley\r\n\r\n`);
  onTestFinished(() => void client.destroy());
  return client;
}

test('what stands in the log before the hub has sent it is told once', async () => {
  const log = [1, 2, 3, 4, 5].map(change);
  const { stream, address } = await serveStream(log, new StreamHub(3));
  const client = await openStream(`${address}?since=0`);
  const told: (string | undefined)[] = [];
  for (let count = 0; count < 3; count += 1) told.push((await client.next())?.id);
  stream.send(log.slice(3));
  stream.send([change(6)]);
  for (let count = 0; count < 3; count += 1) told.push((await client.next())?.id);
  client.close();
  expect(told).toEqual(['1', '2', '3', '4', '5', '6']);
});

test('whoever listens is told which day it is, and when it is another somewhere', async () => {
  const { stream, address } = await serveStream([], new StreamHub(0));
  const days = (home: string, away: string) => new Map(Object.entries({ 'America/Los_Angeles': home, 'Europe/London': away }));
  stream.setDays(days('2026-05-02', '2026-05-02'));
  const client = await openStream(address);
  const told = () => client.blocks.flatMap(({ today }) => today ?? []);
  await expect.poll(told).toEqual(['America/Los_Angeles=2026-05-02 Europe/London=2026-05-02']);
  stream.setDays(days('2026-05-02', '2026-05-02'));
  stream.setDays(days('2026-05-02', '2026-05-03'));
  await expect.poll(() => told().slice(1)).toEqual(['America/Los_Angeles=2026-05-02 Europe/London=2026-05-03']);
  client.close();
});

test('a client that goes while the log is looked at for its cursor does not listen', async () => {
  const looking = Promise.withResolvers<void>();
  const looked = Promise.withResolvers<void>();
  const hub = new StreamHub(3);
  const { stream, port, answers } = await serveStream([], hub, {
    catchUp: () => {
      looking.resolve();
      return looked.promise;
    },
  });
  const client = askWithoutReading(port, 'GET / HTTP/1.1\r\nLast-Event-ID: 999999999');
  await looking.promise;
  client.resetAndDestroy();
  await expect.poll(() => stream.size).toBe(0);
  looked.resolve();
  await Promise.all(answers);
  expect(hub.size).toBe(0);
});

test('a client that goes while its negotiations are looked up leaves its place', async () => {
  const looked = Promise.withResolvers<readonly string[]>();
  const hub = new StreamHub(3);
  const { stream, port, answers } = await serveStream([], hub, { unknownNegotiations: () => looked.promise });
  const client = askWithoutReading(port, 'GET /?negotiation=wga-2023 HTTP/1.1');
  await expect.poll(() => stream.size).toBe(1);
  client.resetAndDestroy();
  await expect.poll(() => stream.size).toBe(0);
  looked.resolve([]);
  await Promise.all(answers);
  expect([stream.size, hub.size]).toEqual([0, 0]);
});

describe('a client that does not read what it missed', () => {
  afterEach(() => void vi.useRealTimers());

  const text = 'x'.repeat(100_000);
  /** More than the sockets of both ends hold together. */
  const log = Array.from({ length: 200 }, (_, index) => change(index + 1));

  /** A client that waits for nothing, with what the server has written to it and it has not taken. */
  async function stuck() {
    const hub = new StreamHub(log.length);
    const served = await serveStream(log, hub, { encode: ({ seq }) => JSON.stringify({ seq, text }) });
    // The patience of the server, and no clock of the test's own.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const client = askWithoutReading(served.port, 'GET /?since=0 HTTP/1.1');
    let waiting = 0;
    await vi.waitFor(() => {
      const before = waiting;
      waiting = served.responses[0]?.writableLength ?? 0;
      expect([waiting > 0, waiting]).toEqual([true, before]);
    });
    return { ...served, hub, client, waiting };
  }

  test('is waited for with little in hand, and cut', async () => {
    const { stream, answers, waiting } = await stuck();
    expect(waiting).toBeLessThan(300_000);
    expect(stream.size).toBe(1);
    vi.advanceTimersByTime(20_000);
    await vi.waitFor(() => expect(stream.size).toBe(0));
    await Promise.all(answers);
  });

  test('goes on where it reads at last', async () => {
    const { stream, hub, client } = await stuck();
    vi.advanceTimersByTime(15_000);
    client.resume();
    await vi.waitFor(() => expect(hub.size).toBe(1));
    vi.advanceTimersByTime(20_000);
    expect(stream.size).toBe(1);
  });

  test('is told to come back when the server stops, and not the rest', async () => {
    const { stream, hub, client } = await stuck();
    stream.close();
    let told = '';
    client.on('data', (piece: Buffer) => {
      told += piece.toString();
    });
    await new Promise((ended) => client.once('close', ended));
    expect(told.endsWith('\n: restarting\n\n')).toBe(true);
    expect(told.includes(`id: ${log.length}\n`)).toBe(false);
    expect([stream.size, hub.size]).toEqual([0, 0]);
  });

  test('holds up a server that stops for three seconds', async () => {
    const { stream, answers } = await stuck();
    stream.close();
    vi.advanceTimersByTime(3_000);
    await vi.waitFor(() => expect(stream.size).toBe(0));
    await Promise.all(answers);
  });
});

describe('a client that does not keep up', () => {
  afterEach(() => void vi.useRealTimers());

  const text = 'x'.repeat(100_000);

  /** A client that has been sent all that it can take, and reads nothing. */
  async function behind() {
    const log: Change[] = [];
    const hub = new StreamHub(0);
    const served = await serveStream(log, hub, { encode: ({ seq }) => JSON.stringify({ seq, text }) });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const client = askWithoutReading(served.port, 'GET / HTTP/1.1');
    await vi.waitFor(() => expect(hub.size).toBe(1));
    const publish = () => {
      log.push(change(log.length + 1));
      served.stream.send(log.slice(-1));
    };
    while (hub.size > 0) {
      publish();
      await nextTurn();
    }
    return { ...served, log, hub, client, publish };
  }

  test('is waited for, and goes on with all that it has not had', async () => {
    const { client, hub, log, publish } = await behind();
    for (let count = 0; count < 10; count += 1) publish();
    let told = '';
    client.on('data', (piece: Buffer) => {
      told += piece.toString('latin1');
    });
    await vi.waitFor(() => expect(hub.size).toBe(1), { timeout: 10_000 });
    publish();
    await vi.waitFor(() => expect(told.includes(`"seq":${log.length}`)).toBe(true), { timeout: 10_000 });
    const ids = [...told.matchAll(/^data: \{"seq":(\d+)/gm)].map(([, seq]) => Number(seq));
    expect(ids).toEqual(log.map(({ seq }) => seq));
  });

  test('is cut when it goes on not to read', async () => {
    const { stream, hub, responses } = await behind();
    expect(stream.size).toBe(1);
    expect(responses[0]?.writableLength).toBeLessThan(800_000);
    vi.advanceTimersByTime(20_000);
    await vi.waitFor(() => expect(stream.size).toBe(0));
    expect(hub.size).toBe(0);
  });
});
