import type { PartialDate } from '../time/partial-date.ts';
import { subtract } from './decimal.ts';
import type { LadderStep } from './ladder.ts';

/** The distance between the two sides from one of their moves on. */
export interface GapStep {
  readonly date: PartialDate;
  /** Union value less employer value, exact. */
  readonly gap: number;
}

/**
 * How the gap went: one entry for each move of either side once both have made one, and none where a move left it as it was. Somebody's
 * account of a position is not a move.
 */
export function gapOverTime(steps: readonly LadderStep[]): GapStep[] {
  const gaps: GapStep[] = [];
  const latest: { UNION?: number; EMPLOYER?: number } = {};
  for (const { act, party, value, date } of steps) {
    if (act === 'CLAIMED') continue;
    latest[party] = value;
    if (latest.UNION === undefined || latest.EMPLOYER === undefined) continue;
    const gap = subtract(latest.UNION, latest.EMPLOYER);
    const before = gaps.at(-1);
    if (before?.date === date) gaps.pop();
    if (gaps.at(-1)?.gap !== gap) gaps.push({ date, gap });
  }
  return gaps;
}
