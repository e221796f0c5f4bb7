import { z } from 'zod';
import { type CalendarDate, earliestDay, latestDay, type PartialDate, partialDateSchema } from '#domain/time/partial-date.ts';
import type { Format } from './formats.ts';
import { type InvalidParameter, invalidParameters, ProblemError, shorten } from './problem.ts';

/** The longest query that is read at all, in characters. */
export const longestQuery = 4000;

/** The parameters that are lists, each with the schema of its items: how the OpenAPI document knows. */
export const listParameters = new WeakMap<object, z.ZodType>();

/** A parameter with several values, separated by commas: `negotiation=wga-2023,dga-2023`. Each at most once. */
export function listOf<Item extends string>(item: z.ZodType<Item, string>, atMost: number) {
  const schema = z
    .string()
    .transform((text) => text.split(','))
    .pipe(
      z
        .array(item)
        .max(atMost, `at most ${atMost} at a time`)
        .refine((items) => new Set(items).size === items.length, 'each only once'),
    );
  listParameters.set(schema, item);
  return schema;
}

/** The parameters that are whole numbers, each with its bounds: how the OpenAPI document knows. */
export const numberParameters = new WeakMap<object, { readonly minimum: number; readonly maximum: number }>();

/** A whole number between two bounds, written in decimal digits. */
export function wholeNumber(least: number, most: number) {
  const reason = `a whole number from ${least} to ${most}`;
  const schema = z
    .string()
    .regex(/^\d{1,9}$/, reason)
    .transform(Number)
    .pipe(z.int(reason).min(least, reason).max(most, reason));
  numberParameters.set(schema, { minimum: least, maximum: most });
  return schema;
}

/** A day from which something is asked for. A month or a year is its first day. */
export const firstDayParameter: z.ZodType<CalendarDate, PartialDate> = partialDateSchema.transform(earliestDay);

/** A day to which, or by which, something is asked for. A month or a year is its last day. */
export const lastDayParameter: z.ZodType<CalendarDate, PartialDate> = partialDateSchema.transform(latestDay);

/** The date that the answer is about: what was known and in effect at the end of that day. */
export const asOfParameter = lastDayParameter.exactOptional().meta({
  description:
    'The date to answer for: facts in effect and announcements made by the end of that day; a month or a year is its last day. ' +
    'Without it: today, in the time zone of the talks.',
});

/** How lists are paged and written. */
export const pagingSchema = z.strictObject({
  limit: wholeNumber(1, 200).default(50).meta({ description: 'How many at most, 1 to 200 (50).' }),
  cursor: z
    .string()
    .min(1)
    .exactOptional()
    .meta({ description: 'Where to go on: taken from `links.next` of the page before, used with the same filters.' }),
  format: z
    .enum(['json', 'csv', 'ndjson'])
    .exactOptional()
    .meta({ description: 'The format; it wins over the `Accept` header. The cursor of the next page is then in the `Link` header.' }),
});

/** How an address that answers one thing in several formats is asked for one of them. */
export function formatQuery(formats: readonly Format[]) {
  return z.strictObject({
    format: z
      .enum(['json', ...formats])
      .exactOptional()
      .meta({ description: 'The format; it wins over the `Accept` header.' }),
  });
}

/** The query of an address as names and values. Throws INVALID_PARAMETERS for a repeated one, QUERY_TOO_LONG for one too long to read. */
export function readQuery(search: string): Record<string, string> {
  const entries = [...new URLSearchParams(search)];
  if (search.length > longestQuery) {
    const [name = ''] = entries.reduce((longest, entry) => (entry[1].length > longest[1].length ? entry : longest), ['', '']);
    throw new ProblemError('QUERY_TOO_LONG', `The query has ${search.length} characters; at most ${longestQuery} are read.`, {
      invalidParams: [{ name: shorten(name), reason: `the query is longer than ${longestQuery} characters` }],
    });
  }
  const repeated = new Set<string>();
  const query = new Map<string, string>();
  for (const [name, value] of entries) {
    if (query.has(name)) repeated.add(name);
    query.set(name, value);
  }
  if (repeated.size > 0) throw invalidParameters([...repeated].map((name) => ({ name: shorten(name), reason: 'given more than once' })));
  const unreadable = [...query].filter((entry) => entry.some((text) => text.includes('\0'))).map(([name]) => name);
  if (unreadable.length > 0)
    throw invalidParameters(unreadable.map((name) => ({ name: shorten(name), reason: 'has the character U+0000, which is no text' })));
  return Object.fromEntries(query);
}

function folded(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '');
}

/** The known parameter that was meant by a name which differs from it in case, `-` or `_` alone; undefined where it is none or is right. */
export function meantBy<Name extends string>(name: string, known: readonly Name[]): Name | undefined {
  return known.find((right) => right !== name && folded(right) === folded(name));
}

/** The refused parameters of a zod error, in the words of its schema; for names that are none with the known one that was meant. */
export function invalidIn(error: z.ZodError, known: readonly string[] = []): InvalidParameter[] {
  return error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [{ name: shorten(String(issue.path[0] ?? '')), reason: issue.message }];
    return issue.keys.map((name) => {
      const meant = meantBy(name, known);
      return { name: shorten(name), reason: `no such parameter${meant === undefined ? '' : `: did you mean ${meant}?`}` };
    });
  });
}

const spanSchema = z.looseObject({ from: z.string().optional(), to: z.string().optional() });

/**
 * A query by its schema. The days `from` and `to` of one that has both must be in their order.
 *
 * @param known the names that the whole address knows, where that is more than the schema does
 * @throws ProblemError INVALID_PARAMETERS, with every parameter that is refused
 */
export function parseQuery<Schema extends z.ZodObject>(
  schema: Schema,
  raw: Readonly<Record<string, string>>,
  known: readonly string[] = Object.keys(schema.shape),
): z.output<Schema> {
  const parsed = schema.safeParse(raw);
  if (!parsed.success) throw invalidParameters(invalidIn(parsed.error, known));
  const { from, to } = spanSchema.parse(parsed.data);
  if (from !== undefined && to !== undefined && from > to)
    throw invalidParameters([
      { name: 'from', reason: 'lies after `to`' },
      { name: 'to', reason: 'lies before `from`' },
    ]);
  return parsed.data;
}
