import type { GeneralRaise } from '../ladder/raise.ts';
import type { Side } from '../party/party.ts';
import type { Unit } from '../position/measure.ts';
import type { Act } from '../position/position.ts';
import type { PartialDate } from '../time/partial-date.ts';

/** A side's latest position on one demand. */
export interface LatestPosition {
  readonly event: string;
  readonly date: PartialDate;
  readonly demand: string;
  readonly demandTitle: string;
  readonly party: Side;
  readonly act: Act;
  readonly headline: string;
  readonly summary: string;
}

/** One agreed term in a cell. */
export interface AgreedTerm {
  readonly term: string;
  readonly summary: string;
  readonly tentative: boolean;
}

/** The latest numbers on one measure. */
export interface MeasureStanding {
  readonly measure: string;
  readonly title: string;
  readonly unit: Unit;
  readonly contractYear: number | null;
  readonly scope: string | null;
  readonly union: number | null;
  readonly employer: number | null;
  readonly agreed: number | null;
  /** Whose costing the agreed number is, where it is one. */
  readonly agreedClaimedBy: string | null;
  readonly gap: number | null;
}

/** How an agreed value stands to the earlier settlement of its cycle. */
export type PatternRelation = 'MATCHES' | 'ABOVE' | 'BELOW' | 'MIXED' | 'NOT_COMPARABLE' | 'NO_COUNTERPART';

/** The pattern relation of a cell, measure by measure. */
export interface Pattern {
  readonly relation: PatternRelation;
  /** The negotiation whose settlement it is held against; null for NO_COUNTERPART. */
  readonly comparedWith: string | null;
  readonly measures: readonly {
    readonly measure: string;
    readonly contractYear: number | null;
    readonly scope: string | null;
    readonly value: number;
    readonly patternValue: number;
    readonly relation: 'MATCHES' | 'ABOVE' | 'BELOW';
  }[];
}

/** One issue in one negotiation on the date asked about. */
export interface ComparisonCell {
  readonly negotiation: string;
  readonly union: LatestPosition | null;
  readonly employer: LatestPosition | null;
  /** The latest of each side on every demand under the issue. */
  readonly demands: readonly {
    readonly demand: string;
    readonly title: string;
    readonly raisedBy: Side;
    readonly union: LatestPosition | null;
    readonly employer: LatestPosition | null;
  }[];
  readonly agreed: readonly AgreedTerm[];
  readonly measures: readonly MeasureStanding[];
  readonly raises: {
    readonly union: GeneralRaise | null;
    readonly employer: GeneralRaise | null;
    readonly agreed: GeneralRaise | null;
  };
  /** Null until something is agreed, and for the settlement that set the pattern. */
  readonly pattern: Pattern | null;
}

/** A row of the comparison. */
export interface ComparisonRow {
  readonly issue: string;
  readonly title: string;
  readonly cells: readonly ComparisonCell[];
}

/** How many issues a comparison has at most. */
export const mostIssues = 100;

/** Whether any of the negotiations has a move or an agreed term on the issue of a row. */
export function hasSomething({ cells }: ComparisonRow): boolean {
  return cells.some(({ demands, agreed }) => demands.length > 0 || agreed.length > 0);
}
