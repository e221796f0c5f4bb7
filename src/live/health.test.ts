import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { problemSchema } from '#http/problem.ts';
import { answerReady, shareLooks } from './health.ts';

it('tells anybody, of any origin, when to ask again whether this process is ready', async () => {
  const asked = { isThere: async () => true, silence: () => 0, origin: 'https://parley.example', isUp: () => false };
  const server = createServer((_request, response) => void answerReady(response, asked));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = isPlace(address) ? address.port : 0;
  const response = await fetch(`http://127.0.0.1:${port}/readyz`);
  expect([response.status, problemSchema.parse(await response.json()).code]).toEqual([503, 'SERVER_BUSY']);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-expose-headers': expect.stringContaining('Retry-After'),
    'cache-control': 'no-store',
    'content-type': 'application/problem+json; charset=utf-8',
    'retry-after': '2',
  });
  await new Promise((resolve) => server.close(resolve));
});

function isPlace(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}

it('looks once for all who ask within a second', async () => {
  let moment = 0;
  let looks = 0;
  const { isThere, isAway } = shareLooks(
    async () => {
      looks += 1;
      return looks > 1;
    },
    () => moment,
  );
  expect(await Promise.all([isThere(), isThere()])).toEqual([false, false]);
  moment = 999;
  expect([await isThere(), isAway(), looks]).toEqual([false, true, 1]);
  moment = 1_000;
  expect([isAway(), await isThere(), isAway(), looks]).toEqual([false, true, false, 2]);
});
