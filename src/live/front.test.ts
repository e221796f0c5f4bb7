import type { ServerResponse } from 'node:http';
import { createConnection } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createFront } from './front.ts';
import { StreamHub } from './hub.ts';
import { ChangeStream } from './stream.ts';

/** A front whose log is at 4, and where every write is the fifth change. */
async function serveFront(catchUp: () => Promise<void>) {
  const stream = new ChangeStream({
    hub: new StreamHub(4),
    read: async () => [],
    catchUp,
    encode: () => '',
    unknownNegotiations: async () => [],
    clientAddress: () => '127.0.0.1',
    limits: { all: 1, perAddress: 1 },
  });
  const { server, stop } = createFront({
    ask: async () => ({ status: 200, headers: new Map([['parley-revision', '"5"']]), body: Buffer.from('written') }),
    isUp: () => true,
    silence: () => 0,
    unavailable: null,
    stream,
    pageScript: { address: '/script.js', answer: () => Promise.reject(new Error('nobody asks for it')) },
    catchUp,
    head: () => 4,
    edition: () => 4,
    dayEnds: async () => Number.POSITIVE_INFINITY,
    now: () => 0,
    bytes: 1_000_000,
    databaseUrl: '',
    origin: () => 'http://parley.example',
    report: (error) => {
      throw error;
    },
    development: null,
  });
  const responses: ServerResponse[] = [];
  server.prependListener('request', (_, response) => responses.push(response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => stop(0));
  const bound = server.address();
  const port = bound !== null && typeof bound === 'object' ? bound.port : 0;
  return { write: () => fetch(`http://127.0.0.1:${port}/api/v1/events`, { method: 'POST', body: '{}' }), responses, server, port };
}

test('a write is answered when what it wrote can be read', async () => {
  const answeredBefore: (boolean | undefined)[] = [];
  const { write, responses } = await serveFront(async () => {
    for (let turn = 0; turn < 10; turn += 1) await nextTurn();
    answeredBefore.push(responses[0]?.headersSent);
  });
  expect(await (await write()).text()).toBe('written');
  expect(answeredBefore).toEqual([false]);
});

test.each([
  ['fails', () => Promise.reject(new Error('the database is away'))],
  ['takes for ever', () => new Promise<void>(() => undefined)],
])('a look at the log that %s holds up no write', async (_, catchUp) => {
  const { write } = await serveFront(catchUp);
  const answer = await write();
  expect([answer.status, await answer.text()]).toEqual([200, 'written']);
});

test.each([
  ['headers', ['headersTimeout'], 'GET / HTTP/1.1\r\nHost: par'],
  ['a body', ['headersTimeout', 'requestTimeout'], 'POST /api/v1/events HTTP/1.1\r\nHost: parley.example\r\nContent-Length: 9\r\n\r\n{'],
] as const)('whoever is slow with %s is told so once the time is over', async (_, limits, bytes) => {
  const { server, port } = await serveFront(async () => undefined);
  expect([server.headersTimeout, server.requestTimeout]).toEqual([10_000, 30_000]);
  // Node takes the smaller of the two for that of the headers.
  for (const limit of limits) server[limit] = 1;
  const socket = createConnection(port, '127.0.0.1', () => socket.write(bytes));
  const pieces: Buffer[] = await socket.toArray();
  const told = Buffer.concat(pieces).toString('latin1');
  expect(told).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
  expect(told).toContain('"code":"REQUEST_TIMEOUT"');
});
