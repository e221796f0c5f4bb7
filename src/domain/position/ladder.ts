import type { Side } from '../party/party.ts';
import type { PartialDate } from '../time/partial-date.ts';
import type { Unit } from './measure.ts';
import type { Act } from './position.ts';

/** One move of one side on one measure. */
export interface LadderStep {
  readonly date: PartialDate;
  readonly party: Side;
  readonly act: Act;
  readonly value: number;
  /** Who costed or described it, where it is a claim. */
  readonly claimedBy: string | null;
  readonly event: string;
}

/** The agreed value of a measure, from a term of the agreement. */
export interface AgreedValue {
  readonly value: number;
  readonly term: string;
  readonly date: PartialDate | null;
  readonly tentative: boolean;
}

/** The path of one measure (for one contract year and scope): ask, offer, counter, agreed. */
export interface Ladder {
  readonly measure: string;
  readonly title: string;
  readonly unit: Unit;
  readonly contractYear: number | null;
  readonly scope: string | null;
  readonly steps: readonly LadderStep[];
  readonly latest: { readonly union: LadderStep | null; readonly employer: LadderStep | null };
  readonly agreed: AgreedValue | null;
  /** Latest union value less latest employer value, exact; null where a side is missing or the item is agreed. */
  readonly gap: number | null;
}

/** A raise over several contract years: both sums, each to be named where it is printed. */
export interface RaiseOverYears {
  readonly years: readonly number[];
  readonly sum: number;
  readonly compounded: number;
}
