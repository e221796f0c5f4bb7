import { statusChangesBy } from '../deal-status/axes.ts';
import { dayCountOn } from '../deal-status/day-count.ts';
import type { Event } from '../event/event.ts';
import type { Axis } from '../event/status-change.ts';
import { addDays, daysBetween } from '../time/calendar.ts';
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
  /** What the talks were when it began; null where nothing had been said of them. */
  readonly before: string | null;
  readonly steps: readonly AlignedStep[];
}

/** The axes that it is laid out from. */
export const alignedAxes: readonly Axis[] = ['BARGAINING', 'STOPPAGE'];

/** The latest stoppage of a negotiation by its own days, with what became of the talks on them; null where there was none by then. */
export function alignStoppage(events: readonly Event[], asOf: CalendarDate): AlignedStoppage | null {
  const count = dayCountOn(events, asOf);
  if (count === null) return null;
  const talks = statusChangesBy(events, asOf).filter(({ change }) => change.axis === 'BARGAINING');
  const steps = talks
    .filter(({ date }) => effectiveDay(date) >= count.from && effectiveDay(date) <= count.to)
    .map(({ change, date, event }) => ({
      day: daysBetween(count.from, effectiveDay(date)) + 1,
      on: effectiveDay(date),
      state: change.state,
      event,
    }));
  const before = talks.findLast(({ date }) => effectiveDay(date) < count.from)?.change.state ?? null;
  return { days: count.inclusive, from: count.from, isOn: count.state === 'IN_EFFECT', before, steps };
}

/** What the talks were on a day of a stoppage, counted inclusively; null where it did not last that long. */
export function talksOnDay(
  { days, from, before, steps }: AlignedStoppage,
  day: number,
): { readonly on: CalendarDate; readonly state: string | null } | null {
  if (day < 1 || day > days) return null;
  return { on: addDays(from, day - 1), state: steps.findLast((step) => step.day <= day)?.state ?? before };
}

/** The day of each stoppage that they are best compared on: that of the one still on (the youngest of several), else the last of the shortest. */
export function commonDay(stoppages: readonly AlignedStoppage[]): number | null {
  const on = stoppages.filter((stoppage) => stoppage.isOn);
  const days = (on.length > 0 ? on : stoppages).map((stoppage) => stoppage.days);
  return days.length === 0 ? null : Math.min(...days);
}
