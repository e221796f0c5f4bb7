import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { encodingFor } from './cached-reads.ts';
import { pagePolicy } from './headers.ts';
import { KeptAnswer } from './kept-answer.ts';

const body = Buffer.from(`<html><script>let a = 1;</script><script src="/x.js"></script>${'words '.repeat(500)}</html>`);
const page = new KeptAnswer(
  {
    status: 200,
    headers: new Map([
      ['content-type', 'text/html; charset=utf-8'],
      ['cache-control', 'public'],
      ['vary', 'rsc, next-router-state-tree, Accept-Encoding, Accept'],
    ]),
    body,
  },
  { 'x-content-type-options': 'nosniff' },
);

function headerOf(headers: readonly string[], name: string): string | undefined {
  const at = headers.findIndex((text, index) => index % 2 === 0 && text === name);
  return at === -1 ? undefined : headers[at + 1];
}

describe('an answer that is kept', () => {
  test('has the same words in every encoding, and a tag of its own for each', async () => {
    const [identity, gzip, br] = [await page.variant('identity'), await page.variant('gzip'), await page.variant('br')];
    expect(identity.body).toEqual(body);
    expect(gunzipSync(gzip.body)).toEqual(body);
    expect(brotliDecompressSync(br.body)).toEqual(body);
    expect(new Set([identity.etag, gzip.etag, br.etag]).size).toBe(3);
    expect(headerOf(gzip.headers, 'content-encoding')).toBe('gzip');
    expect(headerOf(identity.headers, 'content-encoding')).toBeUndefined();
    expect(headerOf(br.headers, 'content-length')).toBe(String(br.body.length));
    expect(headerOf(br.headers, 'vary')).toBe('accept-encoding, accept');
    expect(headerOf(br.headers, 'x-content-type-options')).toBe('nosniff');
  });

  test.each([
    ['application/javascript; charset=UTF-8', true],
    ['text/css; charset=UTF-8', true],
    ['application/feed+json', true],
    ['image/svg+xml', true],
    ['image/png', false],
    ['font/woff2', false],
  ])('is compressed where that makes it smaller: %s', async (type, isSmaller) => {
    const file = new KeptAnswer({ status: 200, headers: new Map([['content-type', type]]), body }, {});
    const { headers } = await file.variant('br');
    expect(headerOf(headers, 'content-encoding')).toBe(isSmaller ? 'br' : undefined);
  });

  test('is made ready once in each encoding', async () => {
    const [one, other] = await Promise.all([page.variant('br'), page.variant('br')]);
    expect(one).toBe(other);
    expect(page.ready('br')).toBe(one);
  });

  test('says in a 304 what the tag and the rules are, and nothing of the body', async () => {
    const { notModified, etag } = await page.variant('gzip');
    expect(headerOf(notModified, 'etag')).toBe(etag);
    expect(headerOf(notModified, 'cache-control')).toBe('public');
    expect(headerOf(notModified, 'content-length')).toBeUndefined();
    expect(headerOf(notModified, 'content-type')).toBeUndefined();
  });

  test('lets no script run that is written into the page', async () => {
    const policy = headerOf((await page.variant('identity')).headers, 'content-security-policy');
    expect(policy).toBe(pagePolicy);
    expect(policy).toContain("script-src 'self';");
  });

  test('small or packed bytes are sent as they are', async () => {
    const small = new KeptAnswer({ status: 200, headers: new Map([['content-type', 'text/html']]), body: Buffer.from('hi') }, {});
    expect((await small.variant('br')).body).toEqual(Buffer.from('hi'));
    const picture = new KeptAnswer({ status: 200, headers: new Map([['content-type', 'image/png']]), body: Buffer.alloc(5_000) }, {});
    expect((await picture.variant('gzip')).body.length).toBe(5_000);
  });
});

describe('the encoding for a client', () => {
  test.each([
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0.1, gzip;q=0.9', 'gzip'],
    ['', 'identity'],
    ['*', 'br'],
    ['identity', 'identity'],
    ['gzip;q=0', 'identity'],
    ['deflate', 'identity'],
    ['*;q=0', 'identity'],
    ['; q = 1,,', 'identity'],
  ])('that accepts “%s” is %s', (accepted, encoding) => expect(encodingFor(accepted)).toBe(encoding));
});
