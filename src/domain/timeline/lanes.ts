import { type DatedStatusChange, statusChangesBy } from '../deal-status/axes.ts';
import type { Event } from '../event/event.ts';
import type { Axis, AxisState } from '../event/status-change.ts';
import { type CalendarDate, effectiveDay } from '../time/partial-date.ts';

/** A stretch of time in one state; `to` is the day on which the next state begins, or the date asked about. */
export interface Span<State extends string = string> {
  readonly state: State;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly event: string;
}

/** A moment to be marked on a lane. */
export interface Mark {
  readonly kind: 'TENTATIVE_AGREEMENT' | 'RATIFIED' | 'REJECTED' | 'EXPIRED';
  readonly on: CalendarDate;
  readonly event: string;
}

/** The axes that a lane is drawn from. */
export const laneAxes: readonly Axis[] = ['AGREEMENT', 'BARGAINING', 'STOPPAGE', 'APPROVAL'];

/** One negotiation over time: what a lanes chart draws, and its text alternative lists. */
export interface Lane {
  /** How far the talks are, as a line that can go back: it falls when a side leaves the table or a deal is rejected. */
  readonly bargaining: readonly Span<AxisState<'BARGAINING'>>[];
  readonly stoppage: readonly Span<'CALLED' | 'IN_EFFECT' | 'SUSPENDED'>[];
  readonly voting: readonly Span<'MEMBERSHIP_VOTE'>[];
  readonly marks: readonly Mark[];
}

function isStoppage(state: string): state is 'CALLED' | 'IN_EFFECT' | 'SUSPENDED' {
  return state === 'CALLED' || state === 'IN_EFFECT' || state === 'SUSPENDED';
}

function spans(
  changes: readonly { readonly state: string; readonly day: CalendarDate; readonly event: string }[],
  asOf: CalendarDate,
): Span[] {
  return changes.map(({ state, day, event }, index) => ({ state, from: day, to: changes[index + 1]?.day ?? asOf, event }));
}

function onAxis(changes: readonly DatedStatusChange[], axis: DatedStatusChange['change']['axis']) {
  return changes
    .filter(({ change }) => change.axis === axis)
    .map(({ change, date, event }) => ({ state: String(change.state), day: effectiveDay(date), event }));
}

const bargainingStates = ['NOT_OPENED', 'BARGAINING', 'RECESSED', 'SUSPENDED', 'TENTATIVE_AGREEMENT', 'CONCLUDED'] as const;

function isBargaining(state: string): state is AxisState<'BARGAINING'> {
  return bargainingStates.some((known) => known === state);
}

/** The lane of a negotiation up to a date. Nothing later is in it. */
export function laneOf(events: readonly Event[], asOf: CalendarDate): Lane {
  const changes = statusChangesBy(events, asOf);
  const bargaining = spans(onAxis(changes, 'BARGAINING'), asOf).flatMap(({ state, ...span }) =>
    isBargaining(state) ? [{ ...span, state }] : [],
  );
  const stoppage = spans(onAxis(changes, 'STOPPAGE'), asOf).flatMap(({ state, ...span }) =>
    isStoppage(state) ? [{ ...span, state }] : [],
  );
  const voting = spans(onAxis(changes, 'APPROVAL'), asOf).flatMap(({ state, ...span }) =>
    state === 'MEMBERSHIP_VOTE' ? [{ ...span, state: 'MEMBERSHIP_VOTE' as const }] : [],
  );
  const marks = changes.flatMap(({ change, date, event }): Mark[] => {
    const at = { on: effectiveDay(date), event };
    if (change.axis === 'BARGAINING' && change.state === 'TENTATIVE_AGREEMENT') return [{ kind: 'TENTATIVE_AGREEMENT', ...at }];
    if (change.axis === 'APPROVAL' && change.state === 'RATIFIED') return [{ kind: 'RATIFIED', ...at }];
    if (change.axis === 'APPROVAL' && change.state === 'REJECTED') return [{ kind: 'REJECTED', ...at }];
    if (change.axis === 'AGREEMENT' && change.state === 'EXPIRED') return [{ kind: 'EXPIRED', ...at }];
    return [];
  });
  return { bargaining, stoppage, voting, marks };
}

/** How high each state of bargaining stands on the line, 0 to 4: a suspension is a step back, a deal a step up. */
export const bargainingLevel: Readonly<Record<AxisState<'BARGAINING'>, number>> = {
  NOT_OPENED: 0,
  SUSPENDED: 1,
  RECESSED: 2,
  BARGAINING: 2,
  TENTATIVE_AGREEMENT: 3,
  CONCLUDED: 4,
};
