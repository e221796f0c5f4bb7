import { createServer } from 'node:http';
import { createConnection } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
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
  const server = createServer((request, response) => {
    answers.push(stream.answer(request, response, (request.url ?? '').split('?')[1] ?? ''));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    stream.close();
    server.close();
  });
  const bound = server.address();
  const port = bound !== null && typeof bound === 'object' ? bound.port : 0;
  return { stream, port, address: `http://127.0.0.1:${port}/`, answers };
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
  const client = createConnection(port, '127.0.0.1');
  client.write('GET / HTTP/1.1\r\nHost: parley\r\nLast-Event-ID: 999999999\r\n\r\n');
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
  const client = createConnection(port, '127.0.0.1');
  client.write('GET /?negotiation=wga-2023 HTTP/1.1\r\nHost: parley\r\n\r\n');
  await expect.poll(() => stream.size).toBe(1);
  client.resetAndDestroy();
  await expect.poll(() => stream.size).toBe(0);
  looked.resolve([]);
  await Promise.all(answers);
  expect([stream.size, hub.size]).toEqual([0, 0]);
});
