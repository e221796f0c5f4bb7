import { expect, it } from 'vitest';
import { fieldName, readable, titleOf } from './readable.ts';

it.each([
  ['/headline', 'Headline'],
  ['/vote/yesPct', 'Vote: yes pct'],
  ['/citations/1/quote', 'Citations 2: quote'],
  ['/position/moves/0/value', 'Position: moves 1: value'],
])('%s is a field called “%s”', (path, name) => expect(fieldName(path)).toBe(name));

it.each([
  ['as it stands', 'as it stands'],
  [12.5, '12.5'],
  [null, 'nothing'],
  [false, 'false'],
  [['a', 'b'], 'a; b'],
  [{ source: 'x', quote: 'so' }, 'source x, quote so'],
])('%j reads “%s”', (value, text) => expect(readable(value)).toBe(text));

it('calls a fact as it is called now, was last, or by its key', () => {
  expect(titleOf({ key: 'k', before: { headline: 'old' }, after: { headline: 'new' } })).toBe('new');
  expect(titleOf({ key: 'k', before: { title: 'last' }, after: null })).toBe('last');
  expect(titleOf({ key: 'k', before: { id: 'k' }, after: null })).toBe('k');
});
