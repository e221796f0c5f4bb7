import { utc } from '@date-fns/utc';
import { isValid, parseISO } from 'date-fns';
import { z } from 'zod';
import { lastDayOf } from './calendar.ts';

/**
 * A date exactly as precise as its source: `2023`, `2023-10` or `2023-10-02` (ISO 8601 reduced precision).
 * The text is the value: it sorts, compares and prints without ever gaining a precision that nobody stated.
 */
export type PartialDate = string;

/** A calendar day, `2023-10-02`. Which place's calendar it is belongs to the negotiation (`timeZone`). */
export type CalendarDate = string;

/** A wall-clock time of day, `00:01` to `23:59`, in the negotiation's time zone. */
export type TimeOfDay = string;

const shape = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

function exists(text: string): boolean {
  const match = shape.exec(text);
  if (match === null) return false;
  const [, year = '', month = '01', day = '01'] = match;
  return Number(year) >= 1800 && isValid(parseISO(`${year}-${month}-${day}`, { in: utc }));
}

/** A day that exists in the calendar: `2023-02-29` is refused. */
export const calendarDateSchema = z
  .string()
  .refine((text) => text.length === 10 && exists(text), 'a day that exists, written YYYY-MM-DD')
  .meta({ id: 'CalendarDate', description: 'A calendar day, YYYY-MM-DD.', pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

/** A year, a month or a day that exists. */
export const partialDateSchema = z.string().refine(exists, 'a date that exists, written YYYY, YYYY-MM or YYYY-MM-DD').meta({
  id: 'PartialDate',
  description: 'As precise as the source: YYYY, YYYY-MM or YYYY-MM-DD.',
  pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$',
});

/** A time of day on the 24-hour clock. */
export const timeOfDaySchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day written HH:MM on the 24-hour clock')
  .meta({ id: 'TimeOfDay', description: 'HH:MM, 24-hour clock, in the time zone of the negotiation.' });

/** An IANA time zone that this runtime knows, such as `America/Los_Angeles`. */
export const timeZoneSchema = z
  .string()
  .refine((zone) => {
    try {
      return /^[A-Za-z]+(\/[A-Za-z0-9_+-]+)*$/.test(zone) && new Intl.DateTimeFormat('en-US', { timeZone: zone }) !== null;
    } catch {
      return false;
    }
  }, 'an IANA time zone such as America/Los_Angeles')
  .meta({ id: 'TimeZone', description: 'An IANA time zone name.' });

/** The first day that the date can mean. */
export function earliestDay(date: PartialDate): CalendarDate {
  if (date.length === 4) return `${date}-01-01`;
  return date.length === 7 ? `${date}-01` : date;
}

/** The last day that the date can mean. */
export function latestDay(date: PartialDate): CalendarDate {
  if (date.length === 4) return `${date}-12-31`;
  if (date.length === 10) return date;
  return lastDayOf(date);
}

/**
 * The day from which a fact of this date counts: the last day that the date can mean. A fact known only as "October 2023"
 * is never shown on 2 October, where it may not have happened yet; by 31 October it certainly had. It is always printed
 * as "October 2023", never as a day in it.
 */
export function effectiveDay(date: PartialDate): CalendarDate {
  return latestDay(date);
}

/** A day after all others: as of it, everything has happened. */
export const endOfDays: CalendarDate = '9999-12-31';
