import { notFound } from 'next/navigation';
import { homeTimeZone, resolveAsOf } from '#domain/time/as-of.ts';
import { type CalendarDate, calendarDateSchema } from '#domain/time/partial-date.ts';
import { now } from '#live/clock.ts';

/** The parameters of a page's address, as Next gives them. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** The date that a page is about. */
export interface PageDate {
  readonly asOf: CalendarDate;
  /** Whether a reader asked for that date, rather than for today. */
  readonly isHistorical: boolean;
}

/** One value of a parameter: the first where it is repeated, undefined where it is empty. */
export function parameter(value: string | string[] | undefined): string | undefined {
  const first = Array.isArray(value) ? value[0] : value;
  return first === undefined || first === '' ? undefined : first;
}

/** Several values of a parameter: repeated, or separated by commas. */
export function parameters(value: string | string[] | undefined): string[] {
  const values = Array.isArray(value) ? value : [value ?? ''];
  return [...new Set(values.flatMap((text) => text.split(',')).filter((text) => text !== ''))];
}

/** The date of `?asOf=`, else today in the time zone of the talks. A date that does not exist is a page that does not. */
export async function pageDate(searchParams: SearchParams, timeZone: string = homeTimeZone): Promise<PageDate> {
  const asked = parameter((await searchParams).asOf);
  if (asked !== undefined && !calendarDateSchema.safeParse(asked).success) notFound();
  return { asOf: resolveAsOf(asked, now(), timeZone), isHistorical: asked !== undefined };
}
