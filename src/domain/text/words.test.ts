import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Stretch, wordDifferences } from './words.ts';

const texts = fc
  .array(fc.constantFrom('the ', 'strike ', 'began ', 'ended\n', 'on ', 'Monday', '  '), { maxLength: 30 })
  .map((words) => words.join(''));
const joined = (stretches: readonly Stretch[], without: Stretch['kind']) =>
  stretches.flatMap(({ kind, text }) => (kind === without ? [] : [text])).join('');

describe('how one text became another', () => {
  it('gives both back', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const stretches = wordDifferences(before, after);
        expect([joined(stretches, 'ADDED'), joined(stretches, 'REMOVED')]).toEqual([before, after]);
        expect(stretches.every(({ kind }, index) => kind !== stretches[index + 1]?.kind)).toBe(true);
      }),
    );
  });

  it('changes as few words as can be', () => {
    expect(wordDifferences('It began on 2 May at noon.', 'It began on 3 May at noon.')).toEqual([
      { kind: 'SAME', text: 'It began on ' },
      { kind: 'REMOVED', text: '2 ' },
      { kind: 'ADDED', text: '3 ' },
      { kind: 'SAME', text: 'May at noon.' },
    ]);
    expect(wordDifferences('same', 'same')).toEqual([{ kind: 'SAME', text: 'same' }]);
    expect(wordDifferences('', 'new')).toEqual([{ kind: 'ADDED', text: 'new' }]);
  });
});
