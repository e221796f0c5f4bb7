import { compound, sum } from './decimal.ts';
import type { Ladder } from './ladder.ts';

/** The raise for all whom a contract covers, which every round has. */
export const generalRaise = 'general-wage-increase';

const raises: ReadonlySet<string> = new Set([generalRaise, 'background-wage-increase']);

/** Whether the years of a measure add up: a raise of pay in each. A rate or a share that another one follows does not. */
export function isRaise(measure: string): boolean {
  return raises.has(measure);
}

/** A raise over several contract years: both sums, each to be named where it is printed. */
export interface RaiseOverYears {
  readonly years: readonly number[];
  readonly sum: number;
  readonly compounded: number;
}

/** Both sums of a raise over several years: simple, and compounded to two decimals. */
export function raiseOverYears(years: readonly number[]): RaiseOverYears {
  return { years, sum: sum(years), compounded: compound(years) };
}

/** What raises for single contract years make from the first on without a gap; null where that is fewer than two. */
export function raiseOf(raises: readonly { readonly contractYear: number | null; readonly value: number }[]): RaiseOverYears | null {
  const values = new Map(raises.map(({ contractYear, value }) => [contractYear, value]));
  const years: number[] = [];
  for (let value = values.get(1); value !== undefined; value = values.get(years.length + 1)) years.push(value);
  return years.length < 2 ? null : raiseOverYears(years);
}

/** The general raise as a side has it. */
export interface GeneralRaise extends RaiseOverYears {
  /** Whose account it is where the side itself has not said it; the latest of several. */
  readonly claimedBy: string | null;
}

/**
 * The general raise of a side, or as it was agreed. Only what holds for all counts: a year with a scope of its own may be another
 * raise, or several at once. Nor does somebody’s costing of what was agreed.
 */
export function generalRaiseOf(ladders: readonly Ladder[], side: 'union' | 'employer' | 'agreed'): GeneralRaise | null {
  const general = ladders.filter(({ measure, scope }) => measure === generalRaise && scope === null);
  const numbers = general.flatMap(({ contractYear, latest, agreed }) => {
    const settled = agreed?.claimedBy === null ? agreed : null;
    const number = side === 'agreed' ? settled : latest[side];
    return number === null ? [] : [{ contractYear, value: number.value, claimedBy: number.claimedBy }];
  });
  const raise = raiseOf(numbers);
  if (raise === null) return null;
  const told = numbers.filter(({ contractYear }) => contractYear !== null && contractYear <= raise.years.length);
  return { ...raise, claimedBy: told.findLast(({ claimedBy }) => claimedBy !== null)?.claimedBy ?? null };
}
