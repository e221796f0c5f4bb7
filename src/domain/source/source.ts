import { z } from 'zod';
import { textSchema } from '../text/text.ts';
import { calendarDateSchema, partialDateSchema } from '../time/partial-date.ts';

/** How close a source stands to the fact; see {@link sourceKinds}. */
export const sourceKindSchema = z.enum(['PRIMARY', 'PRESS', 'SYNDICATED', 'MIRROR', 'USER']);
export type SourceKind = z.infer<typeof sourceKindSchema>;

/** Every kind of source with what it means, closest to the fact first. */
export const sourceKinds = {
  PRIMARY: { label: 'Primary', explanation: 'A party to the talks or a public body, speaking for itself.' },
  PRESS: { label: 'Press', explanation: 'A news outlet’s own reporting.' },
  SYNDICATED: { label: 'Syndicated', explanation: 'An agency’s or another outlet’s report, carried by this publisher.' },
  MIRROR: { label: 'Mirror', explanation: 'An unofficial copy or rewrite of a page.' },
  USER: { label: 'Forum', explanation: 'A post on a forum or a social page.' },
} as const satisfies Record<SourceKind, { label: string; explanation: string }>;

/** The id of a source: kebab-case like a slug, but early ids carry capital letters and ids never change. */
export const sourceIdSchema = z
  .string()
  .max(120, 'at most 120 characters')
  .regex(/^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/, 'letters, digits and single hyphens')
  .meta({ id: 'SourceId', description: 'The stable id of a source.' });

/** A page that a fact was read on. */
export const sourceSchema = z
  .strictObject({
    id: sourceIdSchema,
    url: z
      .url({ protocol: /^https?$/, error: 'an http or https address' })
      .max(2000)
      .refine((url) => url.isWellFormed() && !/[\s\p{Cc}]/u.test(url), 'must not contain white space or control characters')
      .nullable()
      .meta({ description: 'Its address; none where it is not on the web.' }),
    publisher: textSchema(200).meta({ description: 'Who published it.' }),
    title: textSchema(500).meta({ description: 'Its title.' }),
    publishedOn: partialDateSchema.nullable().meta({ description: 'When it was published, where it says so.' }),
    retrievedOn: calendarDateSchema.meta({ description: 'The day on which it was read.' }),
    kind: sourceKindSchema.meta({ description: 'How close it stands to the fact, closest first.' }),
    note: textSchema(500).exactOptional().meta({ description: 'What is to be known about it.' }),
  })
  .meta({ id: 'Source', description: 'A page that a fact was read on.' });
export type Source = z.infer<typeof sourceSchema>;

/** The longest quotation that the record carries, in words: enough to check a fact by, short enough to be fair. */
export const longestQuoteInWords = 20;

/** Words quoted verbatim, short enough to be fair use and long enough to check a fact by. */
export const quoteSchema = textSchema(300).refine(
  (quote) => quote.split(/\s+/).length <= longestQuoteInWords,
  `a quote of at most ${longestQuoteInWords} words`,
);

/** The tie from a fact to the page that says so. */
export const citationSchema = z
  .strictObject({
    source: sourceIdSchema.meta({ description: 'The source that says so.' }),
    quote: quoteSchema.exactOptional().meta({ description: 'The words that say so, verbatim.' }),
    note: textSchema(500).exactOptional().meta({ description: 'Where in the source, or how it is to be read.' }),
  })
  .meta({ id: 'Citation', description: 'The tie from a fact to the page that says so.' });
export type Citation = z.infer<typeof citationSchema>;

/** One or more citations: no fact without a source. */
export const citationsSchema = z.array(citationSchema).min(1, 'at least one citation: no fact without a source').max(50);
