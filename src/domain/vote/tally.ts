import type { Vote } from './vote.ts';

/** What a vote came to, with where each percentage comes from. */
export interface Tally {
  /** Percent of the valid votes for, to two decimals: counted from yes and no where both are known, else as the source states it. */
  readonly yesPct: number | null;
  readonly yesPctIs: 'COUNTED' | 'STATED' | null;
  /** Percent of the eligible who voted, to two decimals: counted from cast and eligible where both are known, else as stated. */
  readonly turnoutPct: number | null;
  readonly turnoutPctIs: 'COUNTED' | 'STATED' | null;
}

/** A share in percent to two decimals, rounded half up in whole numbers so that the last digit is right. */
function percent(part: number, whole: number): number {
  return Number((BigInt(part) * 20_000n + BigInt(whole)) / (BigInt(whole) * 2n)) / 100;
}

/** Percent of valid votes and turnout: the writers' 8,435 of 8,525 are 98.94 %, the directors' 6,728 of 16,321 are 41.22 %. */
export function tallyOf({ yes, no, valid, cast, eligible, yesPct, turnoutPct }: Vote): Tally {
  const counted = valid ?? (yes !== undefined && no !== undefined ? yes + no : undefined);
  const share = yes !== undefined && counted !== undefined && counted > 0 ? percent(yes, counted) : null;
  const turnout = cast !== undefined && eligible !== undefined && eligible > 0 ? percent(cast, eligible) : null;
  return {
    yesPct: share ?? yesPct ?? null,
    yesPctIs: share !== null ? 'COUNTED' : yesPct === undefined ? null : 'STATED',
    turnoutPct: turnout ?? turnoutPct ?? null,
    turnoutPctIs: turnout !== null ? 'COUNTED' : turnoutPct === undefined ? null : 'STATED',
  };
}
