import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeCursor, encodeCursor, scopeOf } from './cursor.ts';
import { ProblemError } from './problem.ts';

const key = z.strictObject({ sortKey: z.string(), id: z.string() });
const cursor = { after: { sortKey: '2023-10-02T12:00', id: '2023-10-02-talks-resume' }, asOf: '2023-10-02' };
const scope = scopeOf('/api/v1/timeline', { kind: 'SESSION', asOf: '2023-10-02' });

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof ProblemError) return error.code;
    throw error;
  }
  return 'accepted';
}

describe('a cursor', () => {
  it('comes back as it was given', () => {
    fc.assert(
      fc.property(fc.record({ sortKey: fc.string(), id: fc.string({ maxLength: 120 }) }), (after) => {
        expect(decodeCursor(encodeCursor({ after, asOf: '2023-10-02' }, scope), key, scope)).toEqual({ after, asOf: '2023-10-02' });
      }),
    );
  });

  it('does not mind the order of the filters', () => {
    expect(scopeOf('/x', { a: '1', b: '2' })).toBe(scopeOf('/x', { b: '2', a: '1' }));
  });

  it('is refused with other filters or another address', () => {
    const text = encodeCursor(cursor, scope);
    expect(refusal(() => decodeCursor(text, key, scopeOf('/api/v1/timeline', { kind: 'VOTE', asOf: '2023-10-02' })))).toBe(
      'INVALID_CURSOR',
    );
    expect(refusal(() => decodeCursor(text, key, scopeOf('/api/v1/sessions', { kind: 'SESSION', asOf: '2023-10-02' })))).toBe(
      'INVALID_CURSOR',
    );
  });

  it('is refused when any character of it is changed', () => {
    const text = encodeCursor(cursor, scope);
    for (let place = 0; place < text.length; place += 1) {
      const altered = `${text.slice(0, place)}${text[place] === 'A' ? 'B' : 'A'}${text.slice(place + 1)}`;
      expect(
        refusal(() => decodeCursor(altered, key, scope)),
        altered,
      ).toBe('INVALID_CURSOR');
    }
  });

  it('is refused when it is anything else', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.base64String(),
          fc.json().map((text) => Buffer.from(text).toString('base64url')),
        ),
        (text) => {
          expect(refusal(() => decodeCursor(text, key, scope))).toBe('INVALID_CURSOR');
        },
      ),
    );
    expect(refusal(() => decodeCursor('A'.repeat(5000), key, scope))).toBe('INVALID_CURSOR');
  });
});
