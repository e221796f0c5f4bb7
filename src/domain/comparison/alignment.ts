import { changesBy } from '../deal-status/axes.ts';
import { dayCountOn } from '../deal-status/day-count.ts';
import type { Event } from '../event/event.ts';
import { daysBetween } from '../time/calendar.ts';
import { type CalendarDate, effectiveDay } from '../time/partial-date.ts';

/** A step of the talks by the day of the stoppage, counted inclusively: day 81 of one strike beside day 81 of another. */
export interface AlignedStep {
  readonly day: number;
  readonly on: CalendarDate;
  readonly state: string;
  readonly event: string;
}

/** A stoppage laid out by its own days. */
export interface AlignedStoppage {
  readonly days: number;
  readonly from: CalendarDate;
  readonly isOn: boolean;
  readonly steps: readonly AlignedStep[];
}

/** The latest stoppage of a negotiation by its own days, with what became of the talks on them; null where there was none by then. */
export function alignStoppage(events: readonly Event[], asOf: CalendarDate): AlignedStoppage | null {
  const count = dayCountOn(events, asOf);
  if (count === null) return null;
  const steps = changesBy(events, asOf)
    .filter(({ change, date }) => change.axis === 'BARGAINING' && effectiveDay(date) >= count.from && effectiveDay(date) <= count.to)
    .map(({ change, date, event }) => ({
      day: daysBetween(count.from, effectiveDay(date)) + 1,
      on: effectiveDay(date),
      state: change.state,
      event,
    }));
  return { days: count.inclusive, from: count.from, isOn: count.state === 'IN_EFFECT', steps };
}
