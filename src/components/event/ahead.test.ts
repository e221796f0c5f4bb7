import { expect, test } from 'vitest';
import { bundledNegotiation } from '../../../tests/fixtures/record.ts';
import { aheadInWords } from './ahead.ts';

test('a vote before its day has no result, and anything else has only been announced', () => {
  const { events } = bundledNegotiation('wga-2023');
  const words = (kind: string) => [...new Set(events.filter((event) => event.kind === kind).map(aheadInWords))];
  expect(words('VOTE')).toEqual(['no result yet']);
  expect(words('SESSION')).toEqual(['announced, not yet in effect']);
});
