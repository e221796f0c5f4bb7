import { describe, expect, it } from 'vitest';
import { type RequestHead, targetAtTheGate } from './gate.ts';
import { ProblemError } from './problem.ts';

const ask = (url: string, more: Partial<RequestHead> = {}): RequestHead => ({
  method: 'GET',
  url,
  httpVersion: '1.1',
  rawHeaders: ['Accept', '*/*', 'Host', 'parley.example'],
  ...more,
});

function refusalOf(head: RequestHead, isDevelopment = false): ProblemError | null {
  try {
    targetAtTheGate(head, isDevelopment);
    return null;
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
}

describe('the gate', () => {
  it.each(['/api/v1/negotiations/%E0%A4%A', '/%', '/events/%ff', '/%zz?x=1', '/search?q=caf%E9', '/api/v1/status?q=%E0%A4%A'])(
    'refuses %s, which is not UTF-8',
    (target) => expect(refusalOf(ask(target))?.code).toBe('MALFORMED_ADDRESS'),
  );

  it.each(['/api/v1/negotiations/%00', '/search?q=%00', '/api/v1/search?q=a%00b', '/?%00=1'])('refuses the NUL in %s', (target) =>
    expect(refusalOf(ask(target))?.detail).toContain('NUL'),
  );

  it.each([
    '/',
    '/search?q=100%',
    '/search?q=%2500',
    '/events/%F0%9F%8E%AC',
    '/compare?negotiations=a%2Cb',
    '/embed/status?x',
    '//a',
    '/a_next',
  ])('lets %s pass as it is', (target) => expect(targetAtTheGate(ask(target))).toBe(target));

  it.each([
    ['http://parley.example/a?b=c', '/a?b=c'],
    ['HTTPS://other.example:8443/a', '/a'],
    ['http://parley.example', '/'],
    ['http://parley.example?b=c', '/?b=c'],
    ['http://[::1]:3000/a', '/a'],
  ])('takes the absolute %s for its path', (url, target) => expect(targetAtTheGate(ask(url))).toBe(target));

  it.each([
    '*',
    'parley.example:443',
    '',
    'ftp://parley.example/a',
    'http:///a',
    'http://me@parley.example/a',
    'http://a:b/c',
    'a',
    '/a#b',
    '/a?b#c',
  ])('refuses the target “%s”', (url) => expect(refusalOf(ask(url))?.code).toBe('MALFORMED_ADDRESS'));

  it.each(['TRACE', 'CONNECT', 'PROPFIND', 'get', ''])('refuses the method “%s” of the API', (method) => {
    const refusal = refusalOf(ask('/api/v1/status', { method }));
    expect([refusal?.code, refusal?.headers.Allow]).toEqual(['METHOD_NOT_ALLOWED', 'GET, HEAD, OPTIONS']);
  });

  it.each(['OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'])('leaves %s to the API alone', (method) => {
    expect(refusalOf(ask('/api/v1/events', { method }))).toBeNull();
    for (const target of ['/', '/api', '/embed/status', '/feeds/atom', '/board.png', '/livez', '//api/v1/events', '/apis/v1']) {
      const refusal = refusalOf(ask(target, { method }));
      expect([target, refusal?.code, refusal?.headers.Allow]).toEqual([target, 'METHOD_NOT_ALLOWED', 'GET, HEAD']);
    }
  });

  it.each([
    '/_next/image?url=%2Fboard.png&w=64&q=75',
    '/_next/data/x/index.json',
    '/_next',
    '/_next/',
    '/%5fnext/image',
    '/_next%2Fimage',
    '//_next/image',
    '/\\_next/image',
    '/a/../_next/image',
    '/_next/static/../image',
    '/_next/static/%2e%2e/image',
    'http://parley.example/_next/image',
  ])('knows no %s', (url) => expect(refusalOf(ask(url))?.code).toBe('UNKNOWN_ROUTE'));

  it('lets what pages load of Next pass, and in development everything of it', () => {
    expect(refusalOf(ask('/_next/static/chunks/a.css?dpl=1'))).toBeNull();
    expect(refusalOf(ask('/_next/webpack-hmr'), true)).toBeNull();
    expect(refusalOf(ask('/__nextjs_original-stack-frames', { method: 'POST' }), true)).toBeNull();
    expect(refusalOf(ask('/', { method: 'POST' }), true)?.code).toBe('METHOD_NOT_ALLOWED');
  });

  it.each([
    ['none', []],
    ['an empty one', ['Host', '']],
    ['two', ['Host', 'parley.example', 'host', 'other.example']],
    ['the same twice', ['host', 'parley.example', 'HOST', 'parley.example']],
    ['an address', ['Host', 'http://parley.example']],
    ['a path', ['Host', 'parley.example/a']],
    ['a user', ['Host', 'me@parley.example']],
    ['a port that is none', ['Host', 'parley.example:http']],
    ['a half-open IPv6', ['Host', '[::1']],
    ['a space', ['Host', 'a b']],
  ])('refuses %s as host', (_, rawHeaders) => expect(refusalOf(ask('/', { rawHeaders }))?.code).toBe('MALFORMED_REQUEST'));

  it.each(['parley.example', 'parley.example:3000', '127.0.0.1', '[::1]:3000', 'xn--bcher-kva.example', 'under_score', 'a%20b'])(
    'takes the host %s',
    (host) => expect(refusalOf(ask('/', { rawHeaders: ['hOST', host] }))).toBeNull(),
  );

  it('needs no host of HTTP/1.0, and refuses what is neither', () => {
    expect(refusalOf(ask('/', { httpVersion: '1.0', rawHeaders: [] }))).toBeNull();
    for (const httpVersion of ['0.9', '2.0']) expect(refusalOf(ask('/', { httpVersion }))?.code).toBe('MALFORMED_REQUEST');
  });
});
