import { expect, it } from 'vitest';
import { nameOfFact } from './name.ts';

it('calls a fact as it is called now, was last, or by its key', () => {
  expect(nameOfFact({ key: 'k', before: { headline: 'old' }, after: { headline: 'new' } })).toBe('new');
  expect(nameOfFact({ key: 'k', before: { title: 'last' }, after: null })).toBe('last');
  expect(nameOfFact({ key: 'k', before: null, after: { question: 'How many?', summary: 'They differ.' } })).toBe('How many?');
  expect(nameOfFact({ key: 'k', before: { id: 'k' }, after: null })).toBe('k');
});
