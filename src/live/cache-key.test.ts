import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyOf } from './cache-key.ts';

const host = 'parley.example';
const key = (target: string, headers: Record<string, string> = {}) => keyOf(target, headers, host)?.key;

describe('the key of an answer', () => {
  test('is the same whatever the order and the encoding of its parameters', () => {
    const name = fc.stringMatching(/^[a-zA-Z]{1,8}$/);
    const value = fc.string({ maxLength: 12 }).filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(name, value), { selector: ([one]) => one, minLength: 1, maxLength: 6 }), (parameters) => {
        const one = new URLSearchParams(parameters).toString();
        const other = new URLSearchParams(parameters.toReversed()).toString();
        expect(key(`/compare?${other}`)).toBe(key(`/compare?${one}`));
      }),
    );
    expect(key('/compare?negotiations=a,b')).toBe(key('/compare?negotiations=a%2Cb'));
  });

  test('keeps the order of one parameter that is repeated, and tells letters by their case', () => {
    expect(key('/?kind=a&kind=b')).not.toBe(key('/?kind=b&kind=a'));
    expect(key('/?asOf=2023-10-02')).not.toBe(key('/?asof=2023-10-02'));
    expect(key('/Compare')).not.toBe(key('/compare'));
  });

  test('is not changed by any header but those that change the answer, and neither is the request made of it', () => {
    const named = fc.stringMatching(/^x-[a-z-]{1,20}$/);
    const others = fc.constantFrom(
      'host',
      'x-forwarded-host',
      'x-forwarded-proto',
      'user-agent',
      'accept-language',
      'next-router-state-tree',
      'next-router-prefetch',
      'next-url',
      'next-action',
      'x-middleware-subrequest',
      'x-nextjs-data',
      'origin',
      'referer',
      'if-modified-since',
    );
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(named, others), fc.string()), (headers) => {
        expect(keyOf('/?asOf=2023-10-02', headers, host)).toEqual(keyOf('/?asOf=2023-10-02', {}, host));
      }),
    );
  });

  test('depends on Accept in the API alone', () => {
    expect(key('/', { accept: 'text/csv' })).toBe(key('/', { accept: 'application/json' }));
    expect(key('/api/v1/status', { accept: 'text/csv' })).not.toBe(key('/api/v1/status', { accept: 'application/json' }));
    expect(key('/api/v1/status', { accept: '*/*' })).toBe(key('/api/v1/status'));
  });

  test.each(['/a%00b', '/a//b', '/a b', '/../etc', '/%2e%2e/x', `/${'a'.repeat(3_000)}`, '*', 'http://elsewhere/', '//elsewhere/'])(
    'there is none for %s',
    (target) => {
      const keyed = keyOf(target, {}, host);
      if (target === '/../etc') expect(keyed?.request.target).toBe('/../etc');
      else expect(keyed).toBeNull();
    },
  );
});
