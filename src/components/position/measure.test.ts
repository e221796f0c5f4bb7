import { expect, test } from 'vitest';
import { measureInWords } from '#domain/quotation/words.ts';
import { formatMeasure } from './measure.ts';

test.each([
  [1, 'DAYS', '1 day', '1 day'],
  [0.5, 'DAYS', '0.5 days', '0.5 days'],
  [1, 'WEEKS', '1 week', '1 week'],
  [3, 'WEEKS', '3 weeks', '3 weeks'],
  [1, 'PEOPLE', '1 person', '1 person'],
  [11000, 'PEOPLE', '11,000 people', '11,000 people'],
  [40, 'USD_MILLION_PER_YEAR', '$40m/yr', '$40 million a year'],
  [57, 'CENTS_PER_SUBSCRIBER', '57¢/sub', '57 cents per subscriber'],
] as const)('%d %s is written %s in a table and %s in a sentence', (value, unit, inTable, inWords) => {
  expect(formatMeasure(value, unit)).toBe(inTable);
  expect(measureInWords(value, unit)).toBe(inWords);
});
