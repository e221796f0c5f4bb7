import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tidyQuery } from './search.ts';
import { bestPassage, excerpt, highlight, wordsIn } from './snippet.ts';

describe('a query', () => {
  test.each([
    ['  fran\t drescher\n', 'fran drescher'],
    ['A.I. guardrails', 'AI guardrails'],
    ['the U.S. and A.I', 'the US and A.I'],
    ['a\u0000b', 'a b'],
    ['cafe\u0301', 'caf\u00e9'],
    ['\u0007', ''],
  ])('%j is looked for as %j', (typed, looked) => expect(tidyQuery(typed)).toBe(looked));
});

describe('words looked for', () => {
  const matches = new Set(['Strike', 'authorization', 'vote']);

  test('are marked, next to each other as one', () =>
    expect(highlight('Strike authorization voted: vote', matches)).toEqual([
      { text: 'Strike authorization', match: true },
      { text: ' voted: ', match: false },
      { text: 'vote', match: true },
    ]));

  test('leave the text as it is, whatever it is', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string()), (text, words) => {
        const segments = highlight(text, new Set([...words, ...wordsIn(text).slice(0, 3)]));
        expect(segments.map((segment) => segment.text).join('')).toBe(text);
        expect(segments.every((segment, index) => segment.text !== '' && segment.match !== segments[index - 1]?.match)).toBe(true);
      }),
    ));

  test('are in the excerpt, which is cut between words', () => {
    const text = `${'before '.repeat(60)}the authorization of a Strike ${'after '.repeat(60)}`.trim();
    const cut = excerpt(text, matches, 80);
    expect(cut).toMatch(/^… (before )+the authorization of a Strike (after )+…$/);
    expect(cut.length).toBeLessThan(90);
  });

  test('do not change a text that is short', () => expect(excerpt('A Strike', matches, 80)).toBe('A Strike'));

  test('choose the passage, the first of equals', () => {
    const said = (text: string) => ({ text, quote: false, source: null });
    const passages = [said('nothing'), said('a vote'), said('a Strike vote'), said('a vote on a Strike')];
    expect(
      bestPassage(passages, matches, 80)
        ?.segments.map(({ text }) => text)
        .join(''),
    ).toBe('a Strike vote');
    expect(bestPassage(passages.slice(0, 1), matches, 80)?.segments).toEqual([{ text: 'nothing', match: false }]);
    expect(bestPassage(passages.slice(0, 1), matches, 80, true)).toBeNull();
    expect(bestPassage([], matches, 80)).toBeNull();
  });
});
