import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctedFields, differences, type FieldDifference } from './difference.ts';

/** JSON as the log keeps it: a tree whose parts are objects, lists and plain values. */
const json = fc.jsonValue({ maxDepth: 4 }).map((value): unknown => JSON.parse(JSON.stringify(value)));

/** The later version, made from the earlier one and the differences alone. */
function applied(before: unknown, found: readonly FieldDifference[]): unknown {
  const root = { '': structuredClone(before) };
  // What goes out of a list goes from its end, so that no place moves before it is reached.
  for (const difference of found.toReversed().toSorted((one, other) => Number('after' in one) - Number('after' in other))) {
    const names = ['', ...difference.path.split('/').slice(1)].map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
    const last = names.pop() ?? '';
    let place: object = root;
    for (const name of names) place = Object.getOwnPropertyDescriptor(place, name)?.value;
    if ('after' in difference)
      Object.defineProperty(place, last, { value: difference.after, writable: true, enumerable: true, configurable: true });
    else if (Array.isArray(place)) place.splice(Number(last), 1);
    else Reflect.deleteProperty(place, last);
  }
  return root[''];
}

describe('the differences of two versions', () => {
  it('are none between equals', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(differences(value, structuredClone(value))).toEqual([]);
      }),
    );
  });

  it('make the later one of the earlier one', () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        const found = differences(before, after);
        expect(new Set(found.map(({ path }) => path)).size).toBe(found.length);
        expect(applied(before, found)).toEqual(after);
      }),
    );
  });

  it('name each field with what it said and what it says', () => {
    const before = { headline: 'a', vote: { yes: 1, no: 2 }, citations: [{ source: 'x' }, { source: 'y' }], 'a/b~c': 1 };
    const after = { headline: 'b', vote: { yes: 1, no: 3, valid: 4 }, citations: [{ source: 'x', quote: 'so' }], 'a/b~c': 2 };
    expect(differences(before, after)).toEqual([
      { path: '/a~1b~0c', before: 1, after: 2 },
      { path: '/citations/0/quote', after: 'so' },
      { path: '/citations/1', before: { source: 'y' } },
      { path: '/headline', before: 'a', after: 'b' },
      { path: '/vote/no', before: 2, after: 3 },
      { path: '/vote/valid', after: 4 },
    ]);
  });

  it('are told of corrections only', () => {
    expect(correctedFields({ kind: 'CORRECTED', before: { a: 1 }, after: { a: 2 } })).toEqual([{ path: '/a', before: 1, after: 2 }]);
    expect(correctedFields({ kind: 'RETRACTED', before: { a: 1 }, after: null })).toEqual([]);
  });
});
