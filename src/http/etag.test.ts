import { describe, expect, it } from 'vitest';
import { matchesEtag, strongEtag } from './etag.ts';

describe('an entity tag', () => {
  const tag = strongEtag('{"data":[]}');

  it('is strong, quoted and of the bytes', () => {
    expect(tag).toMatch(/^"[\w-]{27}"$/);
    expect(strongEtag('{"data":[]}')).toBe(tag);
    expect(strongEtag('{"data":[1]}')).not.toBe(tag);
  });

  it.each([
    [tag, true],
    [`"other", ${tag}`, true],
    [`W/${tag}`, true],
    ['*', true],
    [null, false],
    ['', false],
    ['"other"', false],
    [tag.slice(1, -1), false],
  ])('If-None-Match: %s matches: %s', (header, matches) => {
    expect(matchesEtag(header, tag)).toBe(matches);
  });
});
