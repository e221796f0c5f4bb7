import { z } from 'zod';
import { slugSchema } from '#domain/text/text.ts';
import { asOfParameter, listOf, wholeNumber } from '../parameters.ts';

/** The looks of an embed: `auto` follows the reader's system. */
export const themes = ['auto', 'light', 'dark'] as const;
/** The look of an embed. */
export type Theme = (typeof themes)[number];

const common = {
  asOf: asOfParameter,
  version: wholeNumber(0, 999_999_999)
    .exactOptional()
    .meta({ description: 'The number of the last change when the code was copied: corrections after it are told.' }),
  theme: z.enum(themes).default('auto'),
};

/** The most negotiations, and the most issues, of an embedded comparison. */
export const mostEmbedded = { negotiations: 4, issues: 6 } as const;

/** What each embed is asked for. */
export const embedQueries = {
  status: z.strictObject({ negotiation: slugSchema, ...common }),
  timeline: z.strictObject({ negotiation: slugSchema, ...common }),
  ladder: z.strictObject({
    negotiation: slugSchema,
    measure: slugSchema,
    contractYear: wholeNumber(1, 10).exactOptional(),
    ...common,
  }),
  compare: z.strictObject({
    negotiations: listOf(slugSchema, mostEmbedded.negotiations),
    issues: listOf(slugSchema, mostEmbedded.issues).exactOptional(),
    ...common,
  }),
  event: z.strictObject({ id: slugSchema, ...common }),
} as const;

/** The kind of an embed, the last part of its address. */
export type EmbedKind = keyof typeof embedQueries;
