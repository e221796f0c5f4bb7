import type { AxisState, StoppageKind } from '../event/status-change.ts';
import type { Sentence } from '../text/sentence.ts';
import type { CalendarDate, PartialDate } from '../time/partial-date.ts';
import type { DayCount } from './day-count.ts';
import type { NextStep } from './next-step.ts';

/** The one word for where a negotiation stands, in the order in which the rules are tried. */
export const headlines = [
  'SUPERSEDED',
  'RATIFIED',
  'RATIFICATION_VOTE',
  'TENTATIVE_AGREEMENT',
  'ON_STRIKE',
  'LOCKED_OUT',
  'STRIKE_CALLED',
  'TALKS_SUSPENDED',
  'IN_TALKS',
  'CONTRACT_EXPIRED',
  'NOT_OPENED',
] as const;
export type Headline = (typeof headlines)[number];

/** Where one axis stands: the state, the date it took effect and the event that says so (null where nothing is recorded). */
export interface AxisReading<State> {
  readonly state: State;
  readonly since: PartialDate | null;
  readonly event: string | null;
}

/** All five axes on one date. An agreement state of null means that no fact about it is on the record. */
export interface Axes {
  readonly agreement: AxisReading<AxisState<'AGREEMENT'> | null>;
  readonly bargaining: AxisReading<AxisState<'BARGAINING'>>;
  readonly stoppage: AxisReading<AxisState<'STOPPAGE'>> & { readonly kind: StoppageKind | null };
  readonly approval: AxisReading<AxisState<'APPROVAL'>>;
  readonly blackout: AxisReading<AxisState<'BLACKOUT'>>;
}

/** Where a negotiation stands on a date, with its reasons. */
export interface DealStatus {
  readonly asOf: CalendarDate;
  readonly headline: Headline;
  /** A short label for a badge or a table; says two things where two hold ("On strike, in talks"). */
  readonly label: string;
  /** One sentence with the facts that made it so. */
  readonly explanation: Sentence;
  /** What would end this state, in plain words; null where nothing does. */
  readonly ends: string | null;
  readonly axes: Axes;
  /** The days of the latest stoppage; null where there was none by that date. */
  readonly dayCount: DayCount | null;
  readonly nextStep: NextStep;
}
