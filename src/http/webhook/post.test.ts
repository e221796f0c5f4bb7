import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { postWebhook } from './post.ts';

const open: Server[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) await new Promise<unknown>((resolve) => server.close(resolve));
});

async function listen(server: Server): Promise<number> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const serve = (answer: RequestListener) => listen(createServer({ keepAlive: false }, answer));
const resolvesTo = (...addresses: string[]) => ({ loopback: true, resolve: async () => addresses });
const post = (url: string) => ({ url, headers: { 'webhook-id': 'change_1' }, body: '{"type":"é"}' });

describe('a message', () => {
  test('goes to the address that was checked, under the name of the URL, and its answer is told', async () => {
    const asked: unknown[] = [];
    const port = await serve((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += String(chunk);
      });
      request.on('end', () => {
        asked.push([
          request.method,
          request.url,
          request.headers.host,
          request.headers['content-type'],
          request.headers['webhook-id'],
          body,
        ]);
        response.writeHead(202).end('taken\n\u001b[31mwith thanks');
      });
    });
    const names: string[] = [];
    const resolve = async (name: string) => {
      names.push(name);
      return ['127.0.0.1'];
    };
    expect(await postWebhook(post(`http://hooks.example:${port}/in?a=b`), { loopback: true, resolve })).toEqual({
      status: 202,
      answer: 'taken [31mwith thanks',
      error: null,
      retryAfter: null,
    });
    expect(asked).toEqual([['POST', '/in?a=b', `hooks.example:${port}`, 'application/json', 'change_1', '{"type":"é"}']]);
    // Asked once: a second answer could be another.
    expect(names).toEqual(['hooks.example']);
  });

  test('names the host of the URL to TLS', async () => {
    const hello = Promise.withResolvers<Buffer>();
    const port = await listen(
      createTcpServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', (data) => {
          hello.resolve(data);
          socket.destroy();
        });
      }),
    );
    expect(await postWebhook(post(`https://hooks.example:${port}/`), resolvesTo('127.0.0.1'))).toMatchObject({ status: null });
    expect((await hello.promise).includes('hooks.example')).toBe(true);
  });

  test.each([
    [429, { 'retry-after': '120' }, 120],
    [503, { 'retry-after': 'Mon, 02 Oct 2023 12:02:00 GMT', date: 'Mon, 02 Oct 2023 12:00:00 GMT' }, 120],
    [503, { 'retry-after': 'Mon, 02 Oct 2023 11:00:00 GMT', date: 'Mon, 02 Oct 2023 12:00:00 GMT' }, null],
    [503, { 'retry-after': 'soon' }, null],
    [503, {}, null],
    [500, { 'retry-after': '120' }, null],
  ] as const)('tells how long an overloaded receiver asks to be left alone: %i, %o', async (status, headers, retryAfter) => {
    const port = await serve((_request, response) => response.writeHead(status, headers).end());
    expect(await postWebhook(post(`http://localhost:${port}/`), { loopback: true })).toMatchObject({ status, retryAfter });
  });

  test('follows no redirect', async () => {
    let count = 0;
    const port = await serve((_request, response) => {
      count += 1;
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    expect(await postWebhook(post(`http://localhost:${port}/`), { loopback: true })).toMatchObject({ status: 307, error: null });
    expect(count).toBe(1);
  });

  test('has its answer read to a bound, even where it never ends', async () => {
    const port = await serve((_request, response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(1_000)));
      };
      response.on('drain', more);
      response.on('error', () => undefined);
      more();
    });
    expect(await postWebhook(post(`http://127.0.0.1:${port}/`), { loopback: true })).toEqual({
      status: 200,
      answer: 'x'.repeat(300),
      error: null,
      retryAfter: null,
    });
  });

  test('counts by its status where the answer breaks off', async () => {
    const port = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('ha', () => response.destroy());
    });
    expect(await postWebhook(post(`http://127.0.0.1:${port}/`), { loopback: true })).toMatchObject({
      status: 200,
      answer: 'ha',
      error: null,
    });
  });

  test('is given up where nobody answers in time, or a name is never resolved', async () => {
    const port = await listen(createTcpServer((socket) => socket.resume()));
    const limits = { loopback: true, limitMs: 50 };
    const late = { status: null, answer: null, error: 'no answer within 0.05 s', retryAfter: null };
    expect(await postWebhook(post(`http://127.0.0.1:${port}/`), limits)).toEqual(late);
    const resolve = (_name: string, signal: AbortSignal) =>
      new Promise<string[]>((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('cancelled'))));
    expect(await postWebhook(post('https://hooks.example/'), { ...limits, resolve })).toEqual(late);
  });

  test('fails with the reason where nobody listens', async () => {
    const port = await listen(createTcpServer());
    await new Promise<unknown>((resolve) => open.pop()?.close(resolve));
    const outcome = await postWebhook(post(`http://localhost:${port}/`), { loopback: true });
    expect(outcome).toMatchObject({ status: null, error: expect.stringContaining('ECONNREFUSED') });
  });
});

describe('an address that is not public', () => {
  test.each([
    ['a name that leads there', 'https://hooks.example/', ['10.0.0.1']],
    ['a name that leads there besides elsewhere', 'https://hooks.example/', ['1.1.1.1', '::1']],
    ['an address in the URL', 'https://192.168.1.1/', []],
    ['this machine', 'https://localhost/', []],
    ['this machine by number', 'http://[::1]/', []],
  ])('is not connected to: %s', async (_what, url, addresses) => {
    const outcome = await postWebhook(post(url), { loopback: false, resolve: async () => addresses });
    expect(outcome).toMatchObject({ status: null, error: expect.stringContaining('is not a public address') });
  });

  test('is not connected to without the switch, although somebody listens', async () => {
    let count = 0;
    const port = await serve((_request, response) => {
      count += 1;
      response.end();
    });
    for (const host of ['127.0.0.1', 'localhost', 'hooks.example'])
      await postWebhook(post(`http://${host}:${port}/`), { ...resolvesTo('127.0.0.1'), loopback: false });
    expect(count).toBe(0);
  });

  test('a name without an address is an error like any other', async () => {
    expect(await postWebhook(post('https://hooks.example/'), { loopback: false, resolve: async () => [] })).toMatchObject({ status: null });
  });
});
