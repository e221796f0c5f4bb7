import { expect, it } from 'vitest';
import { fieldName, readable } from './readable.ts';

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
