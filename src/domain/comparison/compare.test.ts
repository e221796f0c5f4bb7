import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { bundledNegotiation, bundledNegotiations } from '../../../tests/fixtures/record.ts';
import { deriveAxes } from '../deal-status/axes.ts';
import { knownFrom } from '../event/visibility.ts';
import { issueSchema } from '../issue/issue.ts';
import { buildLadders } from '../ladder/ladder.ts';
import type { NegotiationFile } from '../record/record.ts';
import { addDays } from '../time/calendar.ts';
import { type ComparedNegotiation, compare } from './compare.ts';

const issues = z.array(issueSchema).parse(JSON.parse(readFileSync(new URL('../../../prisma/record/issues.json', import.meta.url), 'utf8')));

function compared(file: NegotiationFile, asOf: string, events = file.events): ComparedNegotiation {
  return {
    negotiation: file,
    demands: file.demands,
    events,
    agreement: file.agreement ?? null,
    status: { axes: deriveAxes(events, asOf) },
  };
}

function cell(slug: string, issue: string, asOf: string) {
  const cycle = ['dga-2023', 'wga-2023', 'sag-aftra-2023'].map((name) => compared(bundledNegotiation(name), asOf));
  const rows = compare({ negotiations: [compared(bundledNegotiation(slug), asOf)], cycle, issues, definitions: [], asOf });
  const found = rows.find((row) => row.issue === issue)?.cells[0];
  if (found === undefined) throw new Error(`no cell ${slug} ${issue}`);
  return found;
}

describe('the pattern of 2023', () => {
  const last = '2023-12-31';

  test('the directors set it', () => expect(cell('dga-2023', 'minimum-compensation', last).pattern).toBeNull());

  test('the writers’ raises match it in all three years', () => {
    const { pattern, raises } = cell('wga-2023', 'minimum-compensation', last);
    expect(pattern).toMatchObject({ relation: 'MATCHES', comparedWith: 'dga-2023' });
    expect(pattern?.measures.map(({ contractYear, value, patternValue }) => [contractYear, value, patternValue])).toEqual([
      [1, 5, 5],
      [2, 4, 4],
      [3, 3.5, 3.5],
    ]);
    expect(raises.agreed).toEqual({ years: [5, 4, 3.5], sum: 12.5, compounded: 13.02, claimedBy: null });
  });

  test('the actors’ raise is above it in the first year', () => {
    const { pattern, raises } = cell('sag-aftra-2023', 'minimum-compensation', last);
    expect(pattern).toMatchObject({ relation: 'ABOVE', comparedWith: 'dga-2023' });
    expect(pattern?.measures.find((measure) => measure.contractYear === 1 && measure.measure === 'general-wage-increase')).toMatchObject({
      value: 7,
      patternValue: 5,
      relation: 'ABOVE',
    });
    expect(raises.agreed).toEqual({ years: [7, 4, 3.5], sum: 14.5, compounded: 15.17, claimedBy: null });
  });
});

test('on 2 October 2023 the writers’ terms are tentative and the actors have agreed nothing', () => {
  expect(cell('wga-2023', 'minimum-compensation', '2023-10-02').agreed.every((term) => term.tentative)).toBe(true);
  expect(cell('wga-2023', 'minimum-compensation', '2023-10-02').agreed).not.toHaveLength(0);
  expect(cell('sag-aftra-2023', 'minimum-compensation', '2023-10-02')).toMatchObject({ agreed: [], pattern: null });
  expect(cell('sag-aftra-2023', 'minimum-compensation', '2023-10-02').union).not.toBeNull();
});

const files = [...bundledNegotiations.values()];
const day = fc.integer({ min: 0, max: 1200 }).map((count) => addDays('2023-03-01', count));

test('neither the order of facts nor facts known only later change a comparison or a ladder', () => {
  fc.assert(
    fc.property(fc.constantFrom(...files), day, fc.nat(), (file, asOf, seed) => {
      const known = file.events.filter((event) => knownFrom(event) <= asOf);
      const rotated = [...known.slice(seed % (known.length + 1)), ...known.slice(0, seed % (known.length + 1))];
      const rows = (events: typeof known) =>
        compare({ negotiations: [compared(file, asOf, events)], cycle: [], issues, definitions: [], asOf });
      expect(rows(rotated)).toEqual(rows(file.events));
      const ladders = (events: typeof known) =>
        buildLadders({ events, agreement: null, agreementVisibility: 'NONE', definitions: [], asOf });
      expect(ladders(rotated)).toEqual(ladders(file.events));
    }),
    { numRuns: 60 },
  );
});
