import { z } from 'zod';
import { slugSchema } from '#domain/text/text.ts';
import { partialDateSchema } from '#domain/time/partial-date.ts';
import { asOfParameter, firstDayParameter, lastDayParameter } from '../parameters.ts';

/** The part of an address that names a thing by its slug. */
export const slugParams = z.strictObject({ slug: slugSchema.meta({ description: 'Its stable name, as lists and permalinks have it.' }) });

/** The part of an address that names an event. */
export const eventParams = z.strictObject({ id: slugSchema.meta({ description: 'The id of the event, as its permalink has it.' }) });

/** An address without parts to fill in. */
export const noParams = z.strictObject({});

/** A query that only says for which date. */
export const asOfQuery = z.strictObject({ asOf: asOfParameter });

/** The days between which something happened. */
export const spanQuery = {
  from: firstDayParameter.exactOptional().meta({
    description:
      'Only what happened on or after this day; a month or a year is its first day. What is dated by a month or a year counts as of its last day.',
  }),
  to: lastDayParameter.exactOptional().meta({
    description:
      'Only what happened on or before this day; a month or a year is its last day. What is dated by a month or a year counts as of its last day.',
  }),
};

/** The key of lists that are ordered by one slug or id. */
export const slugKey = z.strictObject({ slug: z.string() });

/** The key of lists whose rows are named within their negotiation. */
export const scopedKey = z.strictObject({ negotiation: z.string(), id: z.string() });

/** The links of a thing: its page on this site, to quote and to cite. */
export const pageLinks = z
  .strictObject({ self: z.url().meta({ description: 'The permalink: its page on this site.' }) })
  .meta({ id: 'PageLinks' });

/** A negotiation in few words, where it is only referred to. */
export const negotiationReference = z
  .strictObject({ slug: slugSchema, title: z.string(), shortTitle: z.string(), cycle: z.string() })
  .meta({ id: 'NegotiationReference' });

/** An event in few words, where it is only referred to. */
export const eventReference = z
  .strictObject({ id: slugSchema, negotiation: slugSchema, kind: z.string(), date: partialDateSchema, headline: z.string() })
  .meta({ id: 'EventReference' });

/** The number of a contract year that a measure is about; null where it is about none. */
export const contractYear = z.int().min(1).max(10).nullable();

/** Text in one cell of a CSV file. */
export function joined(values: readonly string[] | undefined): string {
  return (values ?? []).join('; ');
}
