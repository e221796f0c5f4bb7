import { z } from 'zod';
import { longestSearch, type SearchResult, type Segment, searchKinds, tidyQuery } from '#domain/search/search.ts';
import { sourceIdSchema } from '#domain/source/source.ts';
import { slugSchema } from '#domain/text/text.ts';
import { partialDateSchema } from '#domain/time/partial-date.ts';
import { listOperation, metaSchema } from '../operation.ts';
import { asOfParameter, listOf } from '../parameters.ts';
import type { SourcesById } from './event.ts';
import { noParams, pageLinks, spanQuery } from './fields.ts';

const segments = z
  .array(z.strictObject({ text: z.string(), match: z.boolean() }))
  .meta({ id: 'Segments', description: 'A text in stretches; `match` marks the words looked for. Plain text, never markup.' });

/** What can be looked for. */
const searchQueryText = z
  .string()
  .max(longestSearch, `at most ${longestSearch} characters`)
  .refine((text) => tidyQuery(text) !== '', 'must not be empty');

/** The place of a result: the best first, of equals the newest. */
export const searchKeySchema = z.strictObject({
  score: z.int().min(0).max(2_147_483_647),
  since: z
    .string()
    .max(20)
    .regex(/^[\dT:-]*$/),
  entry: z
    .string()
    .max(300)
    .regex(/^[\w./-]+$/),
});

/** One thing that was found, as the API tells it. */
export const searchAnswer = z
  .strictObject({
    kind: z.enum(searchKinds),
    id: z.string(),
    negotiation: slugSchema.nullable(),
    date: partialDateSchema.nullable().meta({ description: 'When it happened, is set for, or was published; null for what has no date.' }),
    announced: z.boolean().meta({ description: 'Whether it had only been announced by the date asked about.' }),
    title: segments,
    passage: z
      .strictObject({
        segments,
        quote: z.boolean().meta({ description: 'Whether these are the words of a speaker or a source, verbatim.' }),
        source: z
          .strictObject({ id: sourceIdSchema, publisher: z.string(), title: z.string(), url: z.string().nullable() })
          .nullable()
          .meta({ description: 'The source that says so.' }),
      })
      .nullable()
      .meta({ description: 'The passage that answers the query best.' }),
    links: pageLinks,
  })
  .meta({ id: 'SearchResult', description: 'One thing that was found.' });

/** A result in the shape of the API. */
export function toSearchAnswer(
  { passage, page, ...found }: SearchResult,
  sources: SourcesById,
  origin: string,
): z.input<typeof searchAnswer> {
  const source = passage?.source == null ? undefined : sources.get(passage.source);
  return {
    ...found,
    title: [...found.title],
    passage:
      passage === null
        ? null
        : {
            segments: [...passage.segments],
            quote: passage.quote,
            source: source === undefined ? null : { id: source.id, publisher: source.publisher, title: source.title, url: source.url },
          },
    links: { self: `${origin}${page}` },
  };
}

const searchMeta = z
  .strictObject({
    ...metaSchema.shape,
    query: z.string().meta({ description: 'What was looked for in the end.' }),
    corrected: z.boolean().meta({ description: 'Whether a word of the query is in nothing and one like it was looked for instead.' }),
    words: z.enum(['ALL', 'ANY']).meta({ description: 'Whether each result has all the words or, because nothing has, any of them.' }),
    total: z.int().nonnegative().meta({ description: 'How many were found; a lower bound where `complete` is false.' }),
    complete: z.boolean().meta({ description: 'Whether everything that matches was ranked, or only the newest of very many.' }),
    kinds: z.array(z.strictObject({ kind: z.enum(searchKinds), count: z.int().positive() })).meta({ description: '`total` by kind.' }),
  })
  .meta({ id: 'SearchMeta' });

function plain(parts: readonly Segment[] | undefined): string {
  return (parts ?? []).map(({ text }) => text).join('');
}

/** `GET /search` */
export const searchOperation = listOperation({
  id: 'search',
  path: '/search',
  summary: 'Whatever in the record answers a few words, the best first',
  description:
    'Looks for all the words in any of their forms; `"…"` keeps words together, `or` allows either, `-` leaves out. Where nothing has all of them, words that the record ' +
    'does not know are taken for the most like, and then any of the words will do: `meta` says so. A thing is found from the day it was known; a source from the day it was published.',
  params: noParams,
  query: z.strictObject({
    q: searchQueryText.meta({ description: `The words, 1 to ${longestSearch} characters.` }),
    asOf: asOfParameter,
    kind: listOf(z.enum(searchKinds), searchKinds.length).exactOptional().meta({ description: 'Kinds of thing.' }),
    negotiation: listOf(slugSchema, 50).exactOptional().meta({ description: 'Only what belongs to these negotiations.' }),
    ...spanQuery,
  }),
  item: searchAnswer,
  key: searchKeySchema,
  meta: searchMeta,
  columns: [
    { name: 'kind', value: ({ kind }) => kind },
    { name: 'id', value: ({ id }) => id },
    { name: 'negotiation', value: ({ negotiation }) => negotiation },
    { name: 'date', value: ({ date }) => date },
    { name: 'announced', value: ({ announced }) => announced },
    { name: 'title', value: ({ title }) => plain(title) },
    { name: 'passage', value: ({ passage }) => plain(passage?.segments) },
    { name: 'quote', value: ({ passage }) => passage?.quote },
    { name: 'source', value: ({ passage }) => passage?.source?.id },
    { name: 'publisher', value: ({ passage }) => passage?.source?.publisher },
    { name: 'url', value: ({ passage }) => passage?.source?.url },
    { name: 'permalink', value: ({ links }) => links.self },
  ],
  example: '/search?q=strike authorization vote&asOf=2023-10-02'.replaceAll(' ', '%20'),
});
