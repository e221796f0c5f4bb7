import { TZDate, tzOffset } from '@date-fns/tz';
import { UTCDate, utc } from '@date-fns/utc';
import { addDays as addDaysTo, formatISO, subMinutes } from 'date-fns';
import { dayIn } from './as-of.ts';
import { addDays } from './calendar.ts';
import type { CalendarDate, TimeOfDay } from './partial-date.ts';

/**
 * A wall-clock time in a place. Where the clocks skip that time the moment after the skip is meant, where they show it twice the first
 * (RFC 5545, 3.3.5).
 *
 * The offsets are looked up here, because `TZDate` made from year, month and hour answers by the zone of the machine in such an hour.
 */
export function momentOf(day: CalendarDate, time: TimeOfDay, timeZone: string): TZDate {
  const wall = new UTCDate(`${day}T${time}Z`);
  const [before, after] = [-1, 1].map((days) => tzOffset(timeZone, addDaysTo(wall, days)));
  const isShown = (offset: number) => tzOffset(timeZone, subMinutes(wall, offset)) === offset;
  const offset = [before, after].find((each) => each !== undefined && isShown(each)) ?? before ?? 0;
  return new TZDate(subMinutes(wall, offset), timeZone);
}

/** The moment of a wall-clock time in a place as an ISO 8601 instant in UTC; see `momentOf`. */
export function instantOf(day: CalendarDate, time: TimeOfDay, timeZone: string): string {
  return formatISO(momentOf(day, time, timeZone), { in: utc });
}

/** The calendar day of an ISO 8601 instant in a place. */
export function dayOf(instant: string, timeZone: string): CalendarDate {
  return dayIn(timeZone, new Date(instant));
}

/** The last millisecond of a day in a place, as an ISO 8601 instant in UTC. */
export function endOfDay(day: CalendarDate, timeZone: string): string {
  return new Date(momentOf(addDays(day, 1), '00:00', timeZone).getTime() - 1).toISOString();
}
