import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bundledNegotiation, bundledNegotiations } from '../../../tests/fixtures/record.ts';
import { deriveAxes } from '../deal-status/axes.ts';
import { buildLadders } from '../ladder/ladder.ts';
import { addDays } from '../time/calendar.ts';
import { axesMoved, numbersMoved } from './difference.ts';

const slug = fc.constantFrom(...bundledNegotiations.keys());
const day = fc.integer({ min: 0, max: 1_400 }).map((count) => addDays('2023-01-01', count));

const axesOn = (name: string, asOf: string) => deriveAxes(bundledNegotiation(name).events, asOf);
const laddersOn = (name: string, asOf: string) =>
  buildLadders({ events: bundledNegotiation(name).events, agreement: null, agreementVisibility: 'NONE', definitions: [], asOf });

describe('axes that moved', () => {
  test('the actors between the eve of their strike and the day on which talks resumed', () => {
    const moves = axesMoved(axesOn('sag-aftra-2023', '2023-07-11'), axesOn('sag-aftra-2023', '2023-10-02'));
    expect(moves.find(({ axis }) => axis === 'STOPPAGE')).toMatchObject({ before: 'AUTHORIZED', after: 'IN_EFFECT' });
  });

  test('are none within a day, and lead from one reading to the other between any two', () => {
    fc.assert(
      fc.property(slug, day, day, (name, one, other) => {
        const [before, after] = [axesOn(name, one), axesOn(name, other)];
        expect(axesMoved(before, before)).toEqual([]);
        const moves = axesMoved(before, after);
        const moved = new Map<string, string | null>(moves.map((move) => [move.axis, move.after]));
        const states = (axes: typeof before) => Object.entries(axes).map(([axis, { state }]) => [axis.toUpperCase(), state] as const);
        const led = states(before).map(([axis, state]) => [axis, moved.has(axis) ? moved.get(axis) : state]);
        expect(led).toEqual(states(after));
        for (const move of moves) expect(move.before).not.toBe(move.after);
      }),
    );
  });

  test('where nothing was on the record, are all that something is said of', () => {
    expect(axesMoved(null, axesOn('wga-2023', '2023-03-20')).map(({ axis }) => axis)).toContain('BARGAINING');
    expect(axesMoved(null, axesOn('wga-2023', '1999-01-01'))).toEqual([]);
  });
});

describe('numbers that moved', () => {
  test('are those that are there no more, too', () => {
    const before = laddersOn('sag-aftra-2023', '2023-10-02');
    const [gone, ...after] = before;
    if (gone === undefined) throw new Error('the fixture has ladders');
    const { measure, contractYear, scope, latest } = gone;
    const was = { union: latest.union?.value ?? null, employer: latest.employer?.value ?? null };
    const is = { union: null, employer: null, agreed: null };
    expect(numbersMoved(before, after)).toEqual([
      expect.objectContaining({ measure, contractYear, scope, before: expect.objectContaining(was), after: expect.objectContaining(is) }),
    ]);
  });

  test('are none within a day, and both sides of each that moved differ', () => {
    fc.assert(
      fc.property(slug, day, day, (name, one, other) => {
        const [before, after] = [laddersOn(name, one), laddersOn(name, other)];
        expect(numbersMoved(after, after)).toEqual([]);
        const key = ({ measure, contractYear, scope }: Pick<(typeof after)[number], 'measure' | 'contractYear' | 'scope'>) =>
          `${measure} ${contractYear} ${scope}`;
        const moves = numbersMoved(before, after);
        for (const move of moves) expect(move.before).not.toEqual(move.after);
        const stayed = after.length - moves.filter((move) => after.some((ladder) => key(ladder) === key(move))).length;
        const same = after.filter((ladder) => {
          const was = before.find((candidate) => key(candidate) === key(ladder));
          return (
            was !== undefined &&
            was.latest.union?.value === ladder.latest.union?.value &&
            was.latest.employer?.value === ladder.latest.employer?.value
          );
        });
        expect(same).toHaveLength(stayed);
      }),
    );
  });
});
