import { differenceInMilliseconds, isValid } from 'date-fns';
import { z } from 'zod';
import { dayIn, homeTimeZone } from '#domain/time/as-of.ts';
import { calendarDateSchema } from '#domain/time/partial-date.ts';

/** What an answer that was asked for with `knownAt` is rebuilt from. */
export interface Known {
  /** The instant, in UTC and whole milliseconds. */
  readonly at: string;
  /** The number of the last change that had been recorded by then: 0 before the first. */
  readonly version: number;
}

const reason = 'an instant with its offset from UTC, such as 2026-11-24T18:00:00Z; a + in an address is written %2B';

/** The moment whose record the answer is rebuilt from. It is a whole millisecond, like everything that the log records. */
export const knownAtParameter = z.iso
  .datetime({ offset: true, error: reason })
  // An instant may be written more finely than the log records, and than JavaScript reads.
  .transform((text) => new Date(text.replace(/(\.\d{3})\d+/, '$1')))
  .refine(
    (instant) => isValid(instant) && calendarDateSchema.safeParse(dayIn(homeTimeZone, instant)).success,
    'an instant of the years 1800 to 9999',
  )
  .transform((instant) => instant.toISOString())
  .exactOptional()
  .meta({
    description:
      'The moment, past, whose record the answer is rebuilt from (RFC 3339): what this record said then, whatever has been corrected or retracted since. ' +
      'Such an answer never changes. Without `asOf` it is for the day of that moment in the time zone of the talks.',
  });

const askedSchema = z.looseObject({ knownAt: z.string().optional() });

/** The instant that a parsed query asks for; undefined where it asks for none. */
export function knownAtOf(query: object): string | undefined {
  return askedSchema.parse(query).knownAt;
}

/** How near an instant may be for changes of it to be still under way: longer than any write may take, in milliseconds. */
const unsettledFor = 600_000;

/** Whether a change that was recorded by an instant may not have been committed yet. */
export function mayBeUnsettled(knownAt: string, now: Date): boolean {
  return differenceInMilliseconds(now, knownAt) < unsettledFor;
}
