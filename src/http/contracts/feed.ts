import { z } from 'zod';
import { eventKinds, significanceSchema } from '#domain/event/event.ts';
import { slugSchema } from '#domain/text/text.ts';
import { asOfParameter, listOf, wholeNumber } from '../parameters.ts';

/** The path of a feed: its format. */
export const feedParams = z.strictObject({ format: z.enum(['atom', 'rss', 'json']) });

const ofNegotiations = {
  asOf: asOfParameter,
  negotiation: listOf(slugSchema, 50).exactOptional(),
  limit: wholeNumber(1, 200).default(50),
};

/** What a feed of the record is narrowed to. Several values of one filter mean any of them; several filters mean all of them. */
export const feedQuery = z.strictObject({
  ...ofNegotiations,
  union: listOf(slugSchema, 20).exactOptional(),
  issue: listOf(slugSchema, 20).exactOptional(),
  person: listOf(slugSchema, 20).exactOptional(),
  kind: listOf(z.enum(eventKinds), 7).exactOptional(),
  significance: significanceSchema.exactOptional(),
});

/** What a feed of corrections is narrowed to. */
export const correctionsFeedQuery = z.strictObject(ofNegotiations);
