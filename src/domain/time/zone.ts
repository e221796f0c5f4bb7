import { Temporal } from 'temporal-polyfill';
import { dayIn } from './as-of.ts';
import type { CalendarDate, TimeOfDay } from './partial-date.ts';

/**
 * The moment of a wall-clock time in a place, as an ISO 8601 instant in UTC. Where the clocks skip that time the moment after
 * the skip is meant, where they show it twice the first (RFC 5545's rule, Temporal's "compatible").
 */
export function instantOf(day: CalendarDate, time: TimeOfDay, timeZone: string): string {
  return Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(timeZone, { disambiguation: 'compatible' }).toInstant().toString();
}

/** The calendar day of an ISO 8601 instant in a place. */
export function dayOf(instant: string, timeZone: string): CalendarDate {
  return dayIn(timeZone, Temporal.Instant.from(instant));
}

/** The last millisecond of a day in a place, as an ISO 8601 instant in UTC. */
export function endOfDay(day: CalendarDate, timeZone: string): string {
  const next = Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(timeZone);
  return next.toInstant().subtract({ milliseconds: 1 }).toString();
}
