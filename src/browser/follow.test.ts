import { expect, test } from 'vitest';
import { waitBefore } from './follow.ts';

test('the first wait is short, and each is longer up to eight seconds', () => {
  expect([0, 1, 2, 3, 4, 40].map((failures) => waitBefore(failures, null, 1))).toEqual([1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
});

test('two readers do not wait equally long', () => expect(waitBefore(3, null, 0)).toBe(4_000));

test('what the server asks for holds, within bounds', () => {
  expect(waitBefore(9, 2_500, 0.5)).toBe(2_500);
  expect(waitBefore(0, 3_600_000, 0.5)).toBe(8_000);
});
