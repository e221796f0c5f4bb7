import { request as ask } from 'node:http';
import { createConnection } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { appendChanges, logTransaction } from '../../src/data/change/write.ts';
import { type Database, openDatabase } from '../../src/data/client.ts';
import { largestBody } from '../../src/http/body.ts';
import { ProblemError, problemSchema } from '../../src/http/problem.ts';
import { cloneDatabase } from '../setup/database.ts';
import { startFront, type TestFront } from '../setup/front.ts';

let database: Database;
let front: TestFront;
let asked = 0;

beforeAll(async () => {
  const url = await cloneDatabase(inject('cluster'));
  database = openDatabase(url);
  // What stands in Next's place repeats everything that it is told, so that whatever reaches it would show.
  front = await startFront(url, {
    next: async (request, response) => {
      asked += 1;
      const { method, url: target, headers } = request;
      if (target?.endsWith('/busy') === true)
        throw new ProblemError('SERVER_BUSY', 'Something else is being made.', { headers: { 'Retry-After': '2' } });
      const pieces: Buffer[] = await request.toArray();
      const isPrivate = target?.startsWith('/private') === true;
      response.writeHead(target?.startsWith('/missing') === true ? 404 : 200, {
        'content-type': 'application/json; charset=utf-8',
        'cache-control': isPrivate ? 'private' : 'public, max-age=0',
      });
      response.end(JSON.stringify({ method, target, headers, body: Buffer.concat(pieces).toString('utf8'), padding: ' '.repeat(600) }));
    },
  });
});
afterAll(async () => {
  await front.stop();
  await database.$disconnect();
});

interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Asks with just these headers, which `fetch` would not leave alone. */
function raw(
  target: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
  body: string | Buffer = '',
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(front.address);
    const outgoing = ask({ hostname, port, path: target, method, headers, agent: false }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces).toString('utf8') }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

const publish = () =>
  logTransaction(database, (tx) =>
    appendChanges(
      tx,
      [{ kind: 'PUBLISHED', entity: 'EVENT', key: 'x', negotiation: null, before: null, after: { id: 'x' }, reason: null }],
      'test',
    ),
  );

describe('the front', () => {
  test('no request of anybody changes what a clean one is answered', async () => {
    const cleanly = async (path: string) => {
      const { status, headers, body } = await raw(`${path}?negotiations=a%2Cb`);
      // Each answer bears the id of the request that it was made for, and says whether somebody asked before.
      const { date: _, etag: __, 'x-request-id': ___, 'cache-status': ____, ...others } = headers;
      return { status, headers: others, body: body.replace(/"x-request-id":"[^"]+",/, '') };
    };
    let count = 100_000;
    const poisons = fc.record({
      path: fc.constantFrom('/compare', '/api/v1/comparison'),
      query: fc.oneof(
        fc.constant('negotiations=a%2Cb'),
        fc.constantFrom('negotiations=a,b', 'negotiations=a%2cb', 'Negotiations=a,b', 'negotiations=a,b&_rsc=1x'),
      ),
      headers: fc.dictionary(
        fc.constantFrom(
          'host',
          'x-forwarded-host',
          'x-forwarded-proto',
          'x-forwarded-port',
          'x-original-url',
          'x-rewrite-url',
          'x-host',
          'forwarded',
          'accept',
          'accept-encoding',
          'accept-language',
          'user-agent',
          'cookie',
          'authorization',
          'range',
          'if-none-match',
          'rsc',
          'next-router-prefetch',
          'next-router-segment-prefetch',
          'next-router-state-tree',
          'next-url',
          'next-action',
          'x-nextjs-data',
          'x-middleware-prefetch',
          'x-invoke-path',
          'x-http-method-override',
          'content-length',
        ),
        fc.oneof(
          fc.constantFrom('1', '0', '*', 'evil.example', 'text/csv', 'gzip', 'bytes=0-1', '/admin'),
          fc.stringMatching(/^[!-~]{1,40}$/),
        ),
        { maxKeys: 5 },
      ),
      method: fc.constantFrom('GET', 'HEAD'),
    });
    await fc.assert(
      fc.asyncProperty(poisons, async ({ path, query, headers, method }) => {
        const clean = await cleanly(`${path}/000000`);
        // Nobody has asked for this before, so that it is the poison which is remembered and kept.
        count += 1;
        const { 'content-length': _, ...sent } = headers;
        await raw(`${path}/${count}?${query}`, sent, method);
        const told = await cleanly(`${path}/${count}`);
        expect({ ...told, body: told.body.replace(String(count), '000000') }).toEqual(clean);
      }),
      { numRuns: 400, seed: 1_202 },
    );
  });

  test('asks Next with nothing of the client but the address', async () => {
    const { body } = await raw('/sources?kind=x', { 'x-forwarded-host': 'evil.example', host: 'evil.example', 'user-agent': 'evil' });
    expect(JSON.parse(body)).toMatchObject({ method: 'GET', target: '/sources?kind=x', headers: { host: 'parley.example' } });
    expect(body).not.toContain('evil');
  });

  test('is asked once until the record changes, whatever the encoding', async () => {
    await raw('/once');
    const before = asked;
    await raw('/once', { 'accept-encoding': 'gzip' });
    await raw('/once', { 'accept-encoding': 'br' }, 'HEAD');
    expect(asked).toBe(before);
    await publish();
    await front.live.catchUp();
    await raw('/once');
    expect(asked).toBe(before + 1);
  });

  test('answers HEAD with the headers of GET alone, and a 304 to who has it', async () => {
    const full = await raw('/same');
    const head = await raw('/same', {}, 'HEAD');
    expect([head.status, head.body, head.headers['content-length'], head.headers.etag]).toEqual([
      200,
      '',
      full.headers['content-length'],
      full.headers.etag,
    ]);
    const same = await raw('/same', { 'if-none-match': String(full.headers.etag) });
    expect([same.status, same.body, same.headers.etag]).toEqual([304, '', full.headers.etag]);
    const packed = await raw('/same', { 'if-none-match': String(full.headers.etag), 'accept-encoding': 'gzip' });
    expect(packed.status).toBe(200);
  });

  test.each([
    ['an error', '/missing', {}],
    ['a private answer', '/private', {}],
    ['what was asked for with credentials', '/plain', { authorization: 'Bearer x' }],
    ['what was asked for with a cookie', '/plain', { cookie: 'session=1' }],
  ])('does not keep %s', async (_, target, headers) => {
    await raw(target, headers);
    const before = asked;
    await raw(target, headers);
    expect(asked).toBe(before + 1);
  });

  test('an answer to somebody with credentials is not given to another', async () => {
    const own = await raw('/mine', { authorization: 'Bearer secret' });
    expect(own.body).toContain('Bearer secret');
    const others = await raw('/mine');
    expect(others.body).not.toContain('secret');
  });

  test('asks Next with the body of a write, for the host that it is known by', async () => {
    const { status, headers, body } = await raw(
      '/api/v1/events',
      { host: 'evil.example', 'x-middleware-subrequest': '1' },
      'POST',
      '{"a":"é"}',
    );
    expect([status, headers['content-length'], headers.etag]).toEqual([200, String(Buffer.byteLength(body)), undefined]);
    const told = JSON.parse(body);
    expect(told).toMatchObject({ method: 'POST', body: '{"a":"é"}', headers: { host: 'parley.example', 'content-length': '10' } });
    expect(body).not.toMatch(/evil|middleware/);
  });

  test('a body that is too large reaches Next cut, and whoever sends it hears the answer', async () => {
    const { status, body } = await raw('/api/v1/events', {}, 'POST', Buffer.alloc(40 * largestBody, 'x'));
    const told = JSON.parse(body).body.length;
    expect(status).toBe(200);
    expect(told).toBeGreaterThan(largestBody);
    expect(told).toBeLessThan(2 * largestBody);
  });

  test('what Next cannot take up just now is to be asked again', async () => {
    const { status, headers, body } = await raw('/busy');
    expect([status, headers['retry-after'], headers['cache-control'], JSON.parse(body).code]).toEqual([
      503,
      '2',
      'no-store',
      'SERVER_BUSY',
    ]);
  });

  test('a reader whose page cannot be made just now is told so on a page, and a program as a problem', async () => {
    const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
    const { status, headers, body } = await raw('/busy', browser);
    expect([status, headers['retry-after'], headers['cache-control'], body]).toEqual([503, '2', 'no-store', '<h1>Come again</h1>']);
    expect(headers['content-security-policy']).toContain('frame-ancestors');
    expect((await raw('/busy', { ...browser, cookie: 'of=another' })).body).toBe(body);
    for (const accept of ['*/*', 'application/json']) expect(JSON.parse((await raw('/busy', { accept })).body).code).toBe('SERVER_BUSY');
    expect(JSON.parse((await raw('/api/busy', browser)).body).code).toBe('SERVER_BUSY');
  });

  test.each(['/a%ff', '/busy', '/api/v1/stream?colour=red'])('the problem at %s can be read from any origin', async (target) => {
    expect((await raw(target)).headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': expect.stringContaining('Retry-After'),
      'cache-control': 'no-store',
      'content-type': 'application/problem+json; charset=utf-8',
    });
  });

  test('every answer bears the id of a request, a problem says it, and nobody outside chooses it', async () => {
    const id = /^[0-9a-f-]{36}$/;
    for (const target of ['/of-ids', '/livez', '/a%ff', '/busy', '/api/v1/stream?colour=red']) {
      const { headers, body } = await raw(target, { 'x-request-id': 'chosen', cookie: 'of=somebody' });
      expect(headers['x-request-id'], target).toMatch(id);
      if (String(headers['content-type']).startsWith('application/problem'))
        expect(JSON.parse(body).requestId).toBe(headers['x-request-id']);
    }
    const made = await raw('/of-an-id');
    expect(made.headers['x-request-id']).toMatch(id);
    expect((await raw('/of-an-id')).headers['x-request-id']).toBe(made.headers['x-request-id']);
  });

  test('every answer carries the security headers', async () => {
    for (const target of ['/', '/missing', '/api/v1/x', '/a%ff'])
      expect((await raw(target)).headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'strict-origin-when-cross-origin',
        'content-security-policy': expect.stringContaining('frame-ancestors'),
      });
  });

  test.each(['/embed/status?negotiation=x', '/embed/timeline', '/embed/ladder', '/embed/compare', '/embed/event?id=x'])(
    'lets any site frame %s, also where it is not kept',
    async (target) => {
      for (const headers of [{}, { cookie: 'of=another' }]) {
        const answer = await raw(target, headers);
        expect(answer.headers['x-frame-options']).toBeUndefined();
        expect(answer.headers['content-security-policy']).toContain('frame-ancestors *');
        expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
      }
    },
  );

  test.each([
    '/',
    '/embed',
    '/embed/',
    '/embed/other',
    '/embed/status/more',
    '/embed/..%2fcompare',
    '/embeds/status',
    '/x?/embed/status',
    '/EMBED/status',
  ])('lets nobody frame %s', async (target) => {
    const answer = await raw(target);
    expect(answer.headers['x-frame-options']).toBe('DENY');
    expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  });
});

/** What is answered to these bytes, until the front closes the connection. */
function speak(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(Number(new URL(front.address).port), '127.0.0.1', () => socket.write(bytes, 'latin1'));
    let told = '';
    socket.on('data', (piece: Buffer) => {
      told += piece.toString('latin1');
    });
    socket.once('end', () => {
      socket.destroy();
      resolve(told);
    });
    socket.once('error', reject);
  });
}

const close = 'Connection: close\r\n';
const host = 'Host: parley.example\r\n';

describe('what is no request that anything here could want', () => {
  test.each([
    ['no host', `GET / HTTP/1.1\r\n${close}`, 400, 'MALFORMED_REQUEST'],
    ['two hosts', `GET /once HTTP/1.1\r\n${host}${host}${close}`, 400, 'MALFORMED_REQUEST'],
    ['a host that is none', `GET / HTTP/1.1\r\nHost: a/b\r\n${close}`, 400, 'MALFORMED_REQUEST'],
    ['HTTP/0.9', 'GET /\r\n', 400, 'MALFORMED_REQUEST'],
    ['HTTP/2 without agreement', `GET / HTTP/2.0\r\n${host}${close}`, 400, 'MALFORMED_REQUEST'],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n', 400, 'MALFORMED_REQUEST'],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00', 400, 'MALFORMED_REQUEST'],
    ['a method in small letters', `get / HTTP/1.1\r\n${host}`, 400, 'MALFORMED_REQUEST'],
    ['a target that is no UTF-8', `GET /\xe9 HTTP/1.1\r\n${host}`, 400, 'MALFORMED_REQUEST'],
    [
      'two lengths of a body',
      `POST /api/v1/events HTTP/1.1\r\n${host}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n`,
      400,
      'MALFORMED_REQUEST',
    ],
    ['headers that are too large', `GET / HTTP/1.1\r\n${host}X: ${'x'.repeat(17_000)}\r\n`, 431, 'HEADERS_TOO_LARGE'],
    ['an expectation', `GET / HTTP/1.1\r\n${host}Expect: more\r\n${close}`, 417, 'EXPECTATION_FAILED'],
    ['the target of a tunnel', `CONNECT parley.example:443 HTTP/1.1\r\n${host}`, 400, 'MALFORMED_ADDRESS'],
    ['the target of all', `OPTIONS * HTTP/1.1\r\n${host}${close}`, 400, 'MALFORMED_ADDRESS'],
    ['an absolute address that is none', `GET http://a:b/ HTTP/1.1\r\n${host}${close}`, 400, 'MALFORMED_ADDRESS'],
    ['a NUL', `GET /once?q=%00 HTTP/1.1\r\n${host}${close}`, 400, 'MALFORMED_ADDRESS'],
    ['a method of no page', `DELETE /once HTTP/1.1\r\n${host}${close}`, 405, 'METHOD_NOT_ALLOWED'],
    ['the images of Next', `GET /_next/image?url=%2Fx.png&w=64&q=75 HTTP/1.1\r\n${host}${close}`, 404, 'UNKNOWN_ROUTE'],
  ])('is answered with a problem and the headers of every answer: %s', async (_, head, status, code) => {
    const before = asked;
    const told = await speak(`${head}\r\n`);
    expect(asked).toBe(before);
    const at = told.indexOf('\r\n\r\n');
    const [line = '', ...headers] = told.slice(0, at).split('\r\n');
    expect(line).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [A-Z]`));
    const body = told.slice(at + 4);
    expect(headers.map((header) => header.toLowerCase())).toEqual(
      expect.arrayContaining([
        'content-type: application/problem+json; charset=utf-8',
        'cache-control: no-store',
        'access-control-allow-origin: *',
        'x-content-type-options: nosniff',
        'x-frame-options: deny',
        'connection: close',
      ]),
    );
    expect(headers.filter((header) => /^(?:date|content-security-policy): ./i.test(header))).toHaveLength(2);
    const length = headers.find((header) => /^content-length:/i.test(header));
    if (length !== undefined) expect(Number(length.slice(15))).toBe(body.length);
    const [json = ''] = /\{.*\}/s.exec(body) ?? [];
    expect(problemSchema.parse(JSON.parse(json))).toMatchObject({ status, code });
  });

  test('an absolute address is asked for by its path, also where it is kept', async () => {
    for (const turn of ['asked for', 'kept']) {
      const told = await speak(`GET http://other.example/absolute?a=b HTTP/1.1\r\n${host}${close}\r\n`);
      expect(told, turn).toMatch(/^HTTP\/1\.1 200 /);
      expect(told).toContain('"target":"/absolute?a=b"');
      expect(told).not.toContain('other.example');
      expect(/cache-status: (.*)/i.exec(told)?.[1]).toMatch(turn === 'kept' ? /; hit/ : /fwd/);
    }
  });

  test('HTTP/1.0 needs no host', async () => expect(await speak('GET /once HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /));

  test('nothing is told on a connection that is owed another answer', async () => {
    const told = await speak(`POST /api/v1/events HTTP/1.1\r\n${host}Content-Length: 2\r\n\r\n{}nonsense\r\n\r\n`);
    expect(told).not.toContain('HTTP/1.1 400');
  });
});

describe('a front that stops', () => {
  /** A connection that is kept as long as the other side keeps it, with all that came over it. */
  function connect(address: string) {
    const socket = createConnection(Number(new URL(address).port), '127.0.0.1');
    let told = '';
    const waiting: (() => void)[] = [];
    const look = () => {
      for (const again of waiting.splice(0)) again();
    };
    socket.on('error', () => undefined);
    socket.on('data', (piece: Buffer) => {
      told += piece.toString('latin1');
      look();
    });
    return {
      socket,
      ask: (target: string) => socket.write(`GET ${target} HTTP/1.1\r\nHost: parley\r\n\r\n`),
      ended: new Promise<string>((resolve) => socket.once('close', () => resolve(told))),
      hears: async (text: string) => {
        while (!told.includes(text)) await new Promise<void>((again) => waiting.push(again));
      },
    };
  }

  /** One that answers at once, but `/slow` when it is let go on, and `/large` with more than the sockets of both ends hold together. */
  async function startHeld() {
    const asked = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const held = await startFront(await cloneDatabase(inject('cluster')), {
      next: async ({ url = '' }, response) => {
        if (url === '/slow') {
          asked.resolve();
          await goOn.promise;
        }
        response.writeHead(200, { 'content-type': 'text/plain', 'cache-control': 'public, max-age=0' });
        response.end(url === '/large' ? Buffer.alloc(30_000_000, 'x') : `this is ${url}`);
      },
    });
    return { ...held, asked: asked.promise, goOn: goOn.resolve };
  }

  test('answers what is under way, and nobody after that', async () => {
    const { address, stop, asked, goOn } = await startHeld();
    const [slow, idle, silent] = [connect(address), connect(address), connect(address)];
    slow.ask('/slow');
    idle.ask('/idle');
    await Promise.all([asked, idle.hears('this is /idle')]);
    const stopped = stop();
    expect(await silent.ended).toBe('');
    expect(await idle.ended).toMatch(/Connection: keep-alive/i);
    goOn();
    const told = await slow.ended;
    expect(told).toMatch(/^HTTP\/1\.1 200 .*Connection: close.*this is \/slow$/is);
    await stopped;
  });

  test('answers once more on a connection that it had promised to keep, also what it keeps', async () => {
    const { address, stop } = await startHeld();
    const [reader, busy] = [connect(address), connect(address)];
    reader.ask('/kept');
    await reader.hears('this is /kept');
    busy.socket.once('data', () => busy.socket.pause());
    busy.ask('/large');
    await busy.hears('200 OK');
    const stopped = stop();
    busy.ask('/kept');
    busy.socket.resume();
    const told = await busy.ended;
    expect(told.slice(0, 1_000)).toMatch(/Connection: keep-alive/i);
    expect(told.length > 30_000_000).toBe(true);
    expect(told.slice(30_000_000)).toMatch(/Connection: close.*this is \/kept$/is);
    await stopped;
  });
});
