import { z } from 'zod';
import { slugSchema } from '#domain/text/text.ts';
import { fileOperation } from '../operation.ts';
import { asOfParameter, listOf, wholeNumber } from '../parameters.ts';
import { noParams } from './fields.ts';

/** The looks of an embed: `auto` follows the reader's system. */
export const themes = ['auto', 'light', 'dark'] as const;
/** The look of an embed. */
export type Theme = (typeof themes)[number];

const common = {
  asOf: asOfParameter,
  version: wholeNumber(0, 999_999_999)
    .exactOptional()
    .meta({ description: 'The number of the last change when the code was copied: corrections after it are told.' }),
  theme: z.enum(themes).default('auto').meta({ description: 'The look; `auto` follows the system of the reader.' }),
};

/** The most negotiations, and the most issues, of an embedded comparison. */
export const mostEmbedded = { negotiations: 4, issues: 6 } as const;

const negotiation = slugSchema.meta({ description: 'The negotiation.' });

/** What each embed is asked for. */
export const embedQueries = {
  status: z.strictObject({ negotiation, ...common }),
  timeline: z.strictObject({ negotiation, ...common }),
  ladder: z.strictObject({
    negotiation,
    measure: slugSchema.meta({ description: 'The measure.' }),
    contractYear: wholeNumber(1, 10).exactOptional().meta({ description: 'Only this contract year of the measure.' }),
    ...common,
  }),
  compare: z.strictObject({
    negotiations: listOf(slugSchema, mostEmbedded.negotiations).meta({ description: 'The negotiations, at most four.' }),
    issues: listOf(slugSchema, mostEmbedded.issues).exactOptional().meta({ description: 'Only these issues, at most six.' }),
    ...common,
  }),
  event: z.strictObject({ id: slugSchema.meta({ description: 'The event.' }), ...common }),
} as const;

/** The kind of an embed, the last part of its address. */
export type EmbedKind = keyof typeof embedQueries;

function embed<Query extends z.ZodObject>(kind: EmbedKind, query: Query, summary: string, example: string) {
  return fileOperation({
    id: `embed${kind[0]?.toUpperCase()}${kind.slice(1)}`,
    path: `/embed/${kind}`,
    summary,
    params: noParams,
    query,
    mediaTypes: ['text/html'],
    problems: ['NOT_FOUND'],
    example: `/embed/${kind}?${example}`,
  });
}

/** `GET /embed/status` and the others: what is framed on other sites. */
export const embedOperations = {
  status: embed('status', embedQueries.status, 'Where a negotiation stands, to be framed', 'negotiation=sag-aftra-2023'),
  timeline: embed('timeline', embedQueries.timeline, 'The latest events of a negotiation, to be framed', 'negotiation=sag-aftra-2023'),
  ladder: embed(
    'ladder',
    embedQueries.ladder,
    'The path of one measure, to be framed',
    'negotiation=sag-aftra-2023&measure=general-wage-increase',
  ),
  compare: embed(
    'compare',
    embedQueries.compare,
    'Negotiations side by side, to be framed',
    'negotiations=wga-2023,sag-aftra-2023&issues=minimum-compensation',
  ),
  event: embed('event', embedQueries.event, 'One event, to be framed', 'id=2023-10-02-talks-resume'),
} as const;
