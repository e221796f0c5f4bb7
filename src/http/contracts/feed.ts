import { z } from 'zod';
import { eventKinds, significanceSchema } from '#domain/event/event.ts';
import { slugSchema } from '#domain/text/text.ts';
import { feedFormats } from '../feeds.ts';
import { fileOperation } from '../operation.ts';
import { asOfParameter, listOf, wholeNumber } from '../parameters.ts';

/** The path of a feed: its format. */
export const feedParams = z.strictObject({ format: z.enum(['atom', 'rss', 'json']).meta({ description: 'The format of the feed.' }) });

const ofNegotiations = {
  asOf: asOfParameter,
  negotiation: listOf(slugSchema, 50).exactOptional().meta({ description: 'Only these negotiations.' }),
  limit: wholeNumber(1, 200).default(50).meta({ description: 'How many entries at most, 1 to 200 (50).' }),
};

/** What a feed of the record is narrowed to. Several values of one filter mean any of them; several filters mean all of them. */
export const feedQuery = z.strictObject({
  ...ofNegotiations,
  union: listOf(slugSchema, 20).exactOptional().meta({ description: 'Only negotiations of these unions.' }),
  issue: listOf(slugSchema, 20).exactOptional().meta({ description: 'Only moves on these issues.' }),
  person: listOf(slugSchema, 20).exactOptional().meta({ description: 'Only what these people said or attended.' }),
  kind: listOf(z.enum(eventKinds), 7).exactOptional().meta({ description: 'Kinds of event.' }),
  significance: significanceSchema.exactOptional().meta({ description: 'Only these: `MAJOR` events tell the story alone.' }),
});

/** What a feed of corrections is narrowed to. */
export const correctionsFeedQuery = z.strictObject(ofNegotiations);

const mediaTypes = Object.values(feedFormats).map(({ mediaType }) => mediaType);

/** `GET /feeds/{format}` */
export const feedOperation = fileOperation({
  id: 'followRecord',
  path: '/feeds/{format}',
  summary: 'Events as they are recorded, as Atom, RSS 2.0 or JSON Feed',
  description: 'A correction or retraction is a new entry that names the entry it is about.',
  params: feedParams,
  query: feedQuery,
  mediaTypes,
  problems: ['NOT_FOUND'],
  example: '/feeds/atom?negotiation=sag-aftra-2023&limit=5',
});

/** `GET /feeds/corrections/{format}` */
export const correctionsFeedOperation = fileOperation({
  id: 'followCorrections',
  path: '/feeds/corrections/{format}',
  summary: 'Corrections and retractions alone, as Atom, RSS 2.0 or JSON Feed',
  params: feedParams,
  query: correctionsFeedQuery,
  mediaTypes,
  problems: ['NOT_FOUND'],
  example: '/feeds/corrections/atom',
});
