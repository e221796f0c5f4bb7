import { tz } from '@date-fns/tz';
import { addDays, lightFormat, min, startOfDay } from 'date-fns';
import type { CalendarDate } from './partial-date.ts';

/** The calendar that lists over many negotiations are dated by: the one of Hollywood's talks. */
export const homeTimeZone = 'America/Los_Angeles';

/** The calendar day of a moment in a time zone. */
export function dayIn(timeZone: string, now: Date): CalendarDate {
  return lightFormat(tz(timeZone)(now), 'yyyy-MM-dd');
}

/** Which day it is in some time zones, and at home. */
export function daysIn(timeZones: readonly string[], now: Date): ReadonlyMap<string, CalendarDate> {
  return new Map([homeTimeZone, ...timeZones].map((timeZone) => [timeZone, dayIn(timeZone, now)]));
}

/** The date that an answer is about: the one asked for, else today in the time zone of the talks. */
export function resolveAsOf(asOf: CalendarDate | undefined, now: Date, timeZone: string = homeTimeZone): CalendarDate {
  return asOf ?? dayIn(timeZone, now);
}

/** The next moment at which a day ends in any of these time zones: until then every answer that says "today" stays true. */
export function nextMidnight(timeZones: readonly string[], now: Date): Date {
  const midnights = [homeTimeZone, ...timeZones].map((timeZone) => startOfDay(addDays(now, 1, { in: tz(timeZone) })));
  return new Date(min(midnights).getTime());
}
