import { createServer, type RequestListener } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { openLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { kindOf, slowMs, watchRequests } from './watch.ts';

/** A server under watch, and the lines that its log has. */
async function serve(answer: RequestListener, { isAccessLogged = false, tookMs = 5 } = {}) {
  const lines: unknown[] = [];
  const metrics = createMetrics();
  const watch = watchRequests({
    log: openLog('json', (line) => lines.push(JSON.parse(line))),
    isAccessLogged,
    clientAddress: () => '192.0.2.1',
    tally: metrics.tally,
  });
  const ended = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    response.setHeader('x-request-id', 'id-1');
    response.once('close', () => {
      watch.answered(request, response, tookMs);
      ended.resolve();
    });
    answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const bound = server.address();
  const address = `http://127.0.0.1:${bound !== null && typeof bound === 'object' ? bound.port : ''}`;
  const ask = async (path: string, init?: RequestInit) => {
    await (await fetch(`${address}${path}`, init)).arrayBuffer();
    await ended.promise;
    return lines;
  };
  return { ask, metrics };
}

const status =
  (code: number): RequestListener =>
  (_, response) =>
    void response.writeHead(code).end();

test.each([
  [401, 'warn', 'a credential was refused'],
  [403, 'warn', 'a credential was refused'],
  [429, 'warn', 'a quota is used up'],
  [500, 'error', 'a request was answered with a failure'],
  [503, 'error', 'a request could not be answered just now'],
])('an answer of %i has one line', async (code, level, message) => {
  const { ask, metrics } = await serve(status(code));
  const lines = await ask('/api/v1/events?token=Canary', { method: 'POST', headers: { authorization: 'Bearer Canary' }, body: 'Canary' });
  expect(lines).toEqual([
    {
      time: expect.any(String),
      level,
      message,
      requestId: 'id-1',
      method: 'POST',
      path: '/api/v1/events',
      status: code,
      ms: 5,
      address: '192.0.2.1',
    },
  ]);
  expect(await metrics.text()).toContain(`parley_requests_total{kind="api",status="${code}"} 1`);
});

test('a publication has a line with its number', async () => {
  const { ask } = await serve((_, response) => {
    response.setHeader('parley-revision', '"4711"');
    response.writeHead(201).end();
  });
  expect(await ask('/api/v1/events', { method: 'POST', body: '{}' })).toMatchObject([{ message: 'a write was recorded', seq: '4711' }]);
});

test('a slow answer has a line, and a stream that is open for long has none', async () => {
  const slow = await serve(status(200), { tookMs: slowMs });
  expect(await slow.ask('/compare')).toMatchObject([{ level: 'warn', message: 'a request was slow', ms: slowMs }]);
  const stream = await serve(status(200), { tookMs: 60 * slowMs });
  expect(await stream.ask('/api/v1/stream')).toEqual([]);
});

test('what goes as it should has a line where access is logged, and only there', async () => {
  expect(await (await serve(status(200))).ask('/')).toEqual([]);
  expect(await (await serve(status(404), { isAccessLogged: true })).ask('/a?b=c')).toMatchObject([
    { level: 'info', message: 'answered', path: '/a', status: 404 },
  ]);
});

test.each([
  ['/', 'page'],
  ['/api/v1/status', 'api'],
  ['/api/v1/stream?negotiation=wga-2026', 'stream'],
  ['/embed/status', 'embed'],
  ['/_next/static/a.css', 'file'],
  ['/readyz', 'health'],
])('%s is counted as %s', (target, kind) => {
  expect(kindOf(target)).toBe(kind);
});
