import { z } from 'zod';
import { calendarDateSchema } from '#domain/time/partial-date.ts';
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

/** The date that the answer is about: what was known and in effect at the end of that day. */
export const asOfParameter = calendarDateSchema.exactOptional().meta({
  description:
    'The date to answer for: facts in effect and announcements made by the end of that day. Without it: today, in the time zone of the talks.',
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
  return Object.fromEntries(query);
}

/** The refused parameters of a zod error, in the words of its schema. */
export function invalidIn(error: z.ZodError): InvalidParameter[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((name) => ({ name: shorten(name), reason: 'no such parameter' }))
      : [{ name: shorten(String(issue.path[0] ?? '')), reason: issue.message }],
  );
}
