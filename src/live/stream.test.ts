import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import type { Change } from '#domain/change/change.ts';
import { openStream } from '../../tests/setup/stream-client.ts';
import { StreamHub } from './hub.ts';
import { ChangeStream } from './stream.ts';

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

test('what stands in the log before the hub has sent it is told once', async () => {
  const log = [1, 2, 3, 4, 5].map(change);
  const hub = new StreamHub(3);
  const stream = new ChangeStream({
    hub,
    read: async (since, limit) => log.filter(({ seq }) => seq > since).slice(0, limit),
    catchUp: async () => undefined,
    encode: ({ seq }) => JSON.stringify({ seq }),
    unknownNegotiations: async () => [],
    clientAddress: () => '127.0.0.1',
    limits: { all: 10, perAddress: 10 },
  });
  const server = createServer((request, response) => void stream.answer(request, response, (request.url ?? '').split('?')[1] ?? ''));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    stream.close();
    server.close();
  });
  const address = server.address();
  const client = await openStream(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/?since=0`);
  const told: (string | undefined)[] = [];
  for (let count = 0; count < 3; count += 1) told.push((await client.next())?.id);
  stream.send(log.slice(3));
  stream.send([change(6)]);
  for (let count = 0; count < 3; count += 1) told.push((await client.next())?.id);
  client.close();
  expect(told).toEqual(['1', '2', '3', '4', '5', '6']);
});
