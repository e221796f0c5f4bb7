import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bundledNegotiation } from '../../../tests/fixtures/record.ts';
import type { Event } from '../event/event.ts';
import type { Measure } from '../position/measure.ts';
import type { Act } from '../position/position.ts';
import { compound, subtract, sum } from './decimal.ts';
import { gapOverTime } from './gap.ts';
import { buildLadders } from './ladder.ts';
import { generalRaiseOf, raiseOf, raiseOverYears } from './raise.ts';

describe('sums of raises', () => {
  test.each([
    [[6, 5, 5], 16, 16.87],
    [[5, 4, 3.5], 12.5, 13.02],
    [[7, 4, 3.5], 14.5, 15.17],
    [[11, 4, 3.5], 18.5, 19.48],
  ])('%j is %d simple and %d compounded', (years, simple, compounded) =>
    expect(raiseOverYears(years)).toEqual({ years, sum: simple, compounded }),
  );

  test('decimals are exact', () => {
    expect([subtract(0.3, 0.1), sum([0.1, 0.2])]).toEqual([0.2, 0.3]);
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: -1e9, max: 1e9 }), (a, b) => {
        expect(subtract(a / 1000, b / 1000)).toBe((a - b) / 1000);
      }),
    );
    expect(compound([])).toBe(0);
  });
});

describe('a raise over several years', () => {
  const year = (contractYear: number | null, value: number) => ({ contractYear, value });

  test('is made of the years from the first without a gap', () => {
    expect(raiseOf([year(3, 3.5), year(1, 5), year(2, 4)])).toMatchObject({ years: [5, 4, 3.5], sum: 12.5 });
    expect(raiseOf([year(1, 5), year(2, 4), year(4, 3), year(null, 9)])?.years).toEqual([5, 4]);
    expect([raiseOf([year(1, 5)]), raiseOf([year(2, 4), year(3, 3)])]).toEqual([null, null]);
  });

  test('is not made of years that have each a scope of its own, or of somebody’s costing', () => {
    const settled = (slug: string, change: (measure: Measure) => Measure = (measure) => measure) => {
      const { events, agreement } = bundledNegotiation(slug);
      const terms = agreement?.terms.map(({ measures = [], ...term }) => ({ ...term, measures: measures.map(change) })) ?? [];
      return generalRaiseOf(
        buildLadders({
          events,
          agreement: agreement === undefined ? null : { ...agreement, terms },
          agreementVisibility: 'FINAL',
          definitions: [],
          asOf: '2030-01-01',
        }),
        'agreed',
      );
    };
    expect(settled('dga-2023')?.years).toEqual([5, 4, 3.5]);
    expect(settled('dga-2023', (measure) => ({ ...measure, claimedBy: 'DGA' }))).toBeNull();
    expect(settled('sag-aftra-interactive-2024')).toBeNull();
  });

  test('says whose account of a side it is', () => {
    const { events } = bundledNegotiation('wga-2023');
    const ladders = buildLadders({ events, agreement: null, agreementVisibility: 'NONE', definitions: [], asOf: '2023-07-01' });
    expect(generalRaiseOf(ladders, 'employer')).toMatchObject({ years: [4, 3, 2], claimedBy: 'WGA' });
    expect(generalRaiseOf(ladders, 'union')).toMatchObject({ claimedBy: null });
  });
});

function move(id: string, date: string, party: 'UNION' | 'EMPLOYER', act: Act, moves: Measure[]): Event {
  return {
    id: `${date}-${id}`,
    kind: 'PROPOSAL',
    date,
    headline: id,
    summary: id,
    significance: 'MINOR',
    confidence: 'REPORTED',
    citations: [{ source: 'a' }],
    position: { demand: 'wages', party, act, moves },
  };
}
const raise = (value: number, more: Partial<Measure> = {}): Measure => ({
  measure: 'general-wage-increase',
  value,
  unit: 'PERCENT',
  contractYear: 1,
  ...more,
});
const facts = { agreement: null, agreementVisibility: 'NONE', definitions: [], asOf: '2023-12-31' } as const;

describe('a ladder', () => {
  const events = [
    move('ask', '2023-06-07', 'UNION', 'PROPOSED', [raise(15)]),
    move('offer', '2023-06-20', 'EMPLOYER', 'COUNTERED', [raise(5)]),
    move('costing', '2023-07-01', 'UNION', 'CLAIMED', [raise(12, { claimedBy: 'AMPTP' })]),
  ];

  test('holds each side’s latest own move, and the gap', () => {
    const [ladder] = buildLadders({ ...facts, events });
    expect(ladder).toMatchObject({ latest: { union: { value: 15 }, employer: { value: 5 } }, gap: 10, agreed: null });
    expect(ladder?.steps.map((step) => step.claimedBy)).toEqual([null, null, 'AMPTP']);
  });

  test('a claim stands only while its side has made no move', () => {
    const claim = move('only', '2023-06-01', 'EMPLOYER', 'CLAIMED', [raise(3, { claimedBy: 'SAG-AFTRA' })]);
    expect(buildLadders({ ...facts, events: [claim] })[0]?.latest.employer?.value).toBe(3);
  });

  test('knows nothing of a move before its day', () => {
    expect(buildLadders({ ...facts, events, asOf: '2023-06-10' })[0]).toMatchObject({ latest: { employer: null }, gap: null });
  });
});

describe('the gap over time', () => {
  const events = [
    move('ask', '2023-06-07', 'UNION', 'PROPOSED', [raise(15)]),
    move('offer', '2023-06-20', 'EMPLOYER', 'COUNTERED', [raise(5)]),
    move('costing', '2023-07-01', 'UNION', 'CLAIMED', [raise(12, { claimedBy: 'AMPTP' })]),
    move('held', '2023-07-02', 'EMPLOYER', 'HELD', [raise(5)]),
    move('closer', '2023-10-02', 'UNION', 'COUNTERED', [raise(9.1)]),
    move('nearer', '2023-10-02', 'EMPLOYER', 'COUNTERED', [raise(7)]),
  ];
  const [ladder] = buildLadders({ ...facts, events });

  test('begins once both sides have moved, and ends a day with its last move', () => {
    expect(gapOverTime(ladder?.steps ?? [])).toEqual([
      { date: '2023-06-20', gap: 10 },
      { date: '2023-10-02', gap: 2.1 },
    ]);
  });

  test('ends where the ladder says that it stands', () => expect(gapOverTime(ladder?.steps ?? []).at(-1)?.gap).toBe(ladder?.gap));

  test('is none while one side is silent', () => {
    const [silent] = buildLadders({ ...facts, events: events.slice(0, 1) });
    expect(gapOverTime(silent?.steps ?? [])).toEqual([]);
  });
});

test('the actors’ agreed raise closes the ladder of the bundled record', () => {
  const file = bundledNegotiation('sag-aftra-2023');
  const ladders = buildLadders({
    events: file.events,
    agreement: file.agreement ?? null,
    agreementVisibility: 'FINAL',
    definitions: [],
    asOf: '2024-01-01',
  });
  const first = ladders.find((ladder) => ladder.measure === 'general-wage-increase' && ladder.contractYear === 1 && ladder.agreed !== null);
  expect(first).toMatchObject({ agreed: { value: 7, tentative: false }, gap: null });
});
