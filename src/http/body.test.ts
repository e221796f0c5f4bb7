import { expect, it } from 'vitest';
import { largestBody, readBody } from './body.ts';

function request(body: string | Uint8Array<ArrayBuffer>, type = 'application/json'): Request {
  return new Request('http://localhost/x', { method: 'POST', body, headers: { 'Content-Type': type } });
}
const read = (body: string | Uint8Array<ArrayBuffer>, type?: string) => readBody(request(body, type), ['application/json']);

it('reads JSON, in as many bytes as allowed', async () => {
  expect((await read('{"a":[1,"]}\\"[["]}')).json).toEqual({ a: [1, ']}"[['] });
  const largest = `"${'x'.repeat(largestBody - 2)}"`;
  expect((await read(largest)).bytes.byteLength).toBe(largestBody);
  await expect(read(`${largest} `)).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' });
});

it('refuses what is not UTF-8, not JSON or nested too deep', async () => {
  await expect(read(new Uint8Array([0x22, 0xff, 0x22]))).rejects.toMatchObject({ code: 'MALFORMED_BODY' });
  await expect(read('')).rejects.toMatchObject({ code: 'MALFORMED_BODY' });
  expect((await read(`${'['.repeat(32)}${']'.repeat(32)}`)).json).toBeInstanceOf(Array);
  await expect(read(`${'['.repeat(33)}${']'.repeat(33)}`)).rejects.toMatchObject({ code: 'MALFORMED_BODY' });
});

it('refuses other types, other charsets and encoded bodies', async () => {
  for (const type of ['text/plain', 'application/json; charset=utf-16'])
    await expect(read('{}', type)).rejects.toMatchObject({ code: 'UNSUPPORTED_MEDIA_TYPE', headers: { Accept: 'application/json' } });
  const encoded = new Request('http://localhost/x', {
    method: 'POST',
    body: '{}',
    headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
  });
  await expect(readBody(encoded, ['application/json'])).rejects.toMatchObject({ code: 'UNSUPPORTED_MEDIA_TYPE' });
});
