import { Temporal } from 'temporal-polyfill';
import { formatDate } from './format.ts';
import type { CalendarDate, TimeOfDay } from './partial-date.ts';
import { instantOf } from './zone.ts';

/** A time of day with the abbreviation of its zone on that day: `00:01 PDT`. */
export function formatTime(time: TimeOfDay, day: CalendarDate, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'short' }).formatToParts(
    new Date(instantOf(day, time, timeZone)),
  );
  const zone = parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
  return `${time} ${zone}`;
}

/** A moment in words, by the clocks of a place: `24 November 2026, 15:42 PST`. */
export function formatInstant(instant: string, timeZone: string): string {
  const there = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  const day = there.toPlainDate().toString();
  return `${formatDate(day)}, ${formatTime(there.toPlainTime().toString({ smallestUnit: 'minute' }), day, timeZone)}`;
}
