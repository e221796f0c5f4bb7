import { notFound, permanentRedirect } from 'next/navigation';
import { homeTimeZone, resolveAsOf } from '#domain/time/as-of.ts';
import { type CalendarDate, latestDay, type PartialDate, partialDateSchema } from '#domain/time/partial-date.ts';
import { meantBy } from '#http/parameters.ts';
import { now } from '#live/clock.ts';

/** Every parameter that the address of a page may have. */
const pageParameters = [
  'after',
  'asOf',
  'before',
  'contractYear',
  'events',
  'from',
  'issue',
  'issues',
  'kind',
  'knownAt',
  'measure',
  'negotiation',
  'negotiations',
  'party',
  'person',
  'q',
  'scope',
  'since',
  'to',
] as const;

/** What the address of a page asks for. Pages read no parameter that is not listed. */
type Asked = { readonly [Name in (typeof pageParameters)[number]]?: string | string[] | undefined };

/** The parameters of a page's address, as Next gives them. */
export type SearchParams = Promise<Asked>;

/**
 * What an address asks for. One with a parameter whose name slipped in case (`?asof=`) is sent on, for good, to the right one, and one
 * with the character U+0000, which is no text, is a page that does not exist.
 */
export async function askedFor(searchParams: SearchParams): Promise<Asked> {
  const asked = await searchParams;
  const given = Object.entries(asked).flatMap(([name, values = []]) => [values].flat().map((value) => [name, value] as const));
  if (given.some((pair) => pair.some((text) => text.includes('\0')))) notFound();
  const meant = given.map(([name, value]) => [meantBy(name, pageParameters) ?? name, value, name] as const);
  if (meant.every(([right, , name]) => right === name)) return asked;
  const right = new URLSearchParams();
  // Where the right name is there as well, it wins.
  for (const [name, value, written] of meant) if (name === written || !(name in asked)) right.append(name, value);
  // Relative to the address that was asked for, which pages do not know.
  permanentRedirect(`?${right}`);
}

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

/** A date of the address; undefined where it has none. A date that does not exist is a page that does not. */
export function dateParameter(value: string | string[] | undefined): PartialDate | undefined {
  const asked = parameter(value);
  if (asked !== undefined && !partialDateSchema.safeParse(asked).success) notFound();
  return asked;
}

/** The date of `?asOf=`, of a month or a year its last day, else today in the time zone of the talks. */
export async function pageDate(searchParams: SearchParams, timeZone: string = homeTimeZone): Promise<PageDate> {
  const asked = dateParameter((await askedFor(searchParams)).asOf);
  return { asOf: resolveAsOf(asked && latestDay(asked), now(), timeZone), isHistorical: asked !== undefined };
}
