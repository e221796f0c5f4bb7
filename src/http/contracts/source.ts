import { z } from 'zod';
import { anchorOf } from '#domain/record/anchor.ts';
import { type ClaimRank, claimRankSchema, type Dispute, disputeSchema } from '#domain/source/dispute.ts';
import { type Source, sourceIdSchema, sourceKindSchema, sourceKinds, sourceSchema } from '#domain/source/source.ts';
import { slugSchema } from '#domain/text/text.ts';
import { listOperation, operation } from '../operation.ts';
import { asOfParameter, listOf } from '../parameters.ts';
import { citationAnswer, citationsAnswer, type SourcesById } from './event.ts';
import { asOfQuery, eventReference, noParams, pageLinks, scopedKey, slugKey } from './fields.ts';

const sourceFields = { ...sourceSchema.shape, url: z.string().nullable(), links: pageLinks };

/** A source as the API tells it. */
export const sourceAnswer = z.strictObject(sourceFields).meta({ id: 'SourceAnswer', description: 'A page that facts were read on.' });

/** A source in the shape of the API. */
export function toSourceAnswer(source: Source, origin: string): z.infer<typeof sourceAnswer> {
  return { ...source, links: { self: `${origin}/sources/${source.id}` } };
}

/** `GET /sources` */
export const sourcesOperation = listOperation({
  id: 'listSources',
  path: '/sources',
  summary: 'The pages that the record rests on',
  description: 'Sources are not dated by what they prove, so `asOf` leaves none out.',
  params: noParams,
  query: z.strictObject({
    asOf: asOfParameter,
    kind: sourceKindSchema.exactOptional().meta({ description: Object.keys(sourceKinds).join(', ') }),
    publisher: z.string().trim().min(1).max(200).exactOptional().meta({ description: 'Only this publisher, by its whole name.' }),
  }),
  item: sourceAnswer,
  key: slugKey,
  columns: [
    { name: 'id', value: ({ id }) => id },
    { name: 'publisher', value: ({ publisher }) => publisher },
    { name: 'title', value: ({ title }) => title },
    { name: 'url', value: ({ url }) => url },
    { name: 'kind', value: ({ kind }) => kind },
    { name: 'publishedOn', value: ({ publishedOn }) => publishedOn },
    { name: 'retrievedOn', value: ({ retrievedOn }) => retrievedOn },
    { name: 'note', value: ({ note }) => note },
    { name: 'permalink', value: ({ links }) => links.self },
  ],
  example: '/sources?kind=PRIMARY',
});

/** `GET /sources/{id}` */
export const sourceOperation = operation({
  id: 'getSource',
  path: '/sources/{id}',
  summary: 'One source with the events that cite it',
  params: z.strictObject({ id: sourceIdSchema.meta({ description: 'The id of the source, as citations have it.' }) }),
  query: asOfQuery,
  problems: ['NOT_FOUND'],
  data: z
    .strictObject({
      ...sourceFields,
      events: z.array(eventReference).meta({ description: 'The events that cite it, latest first; at most 200.' }),
    })
    .meta({ id: 'SourceDetail' }),
  example: '/sources/screendaily-2023-10-02',
});

/** A question on which sources or parties disagree, with every version and who says so. */
export const disputeAnswer = z
  .strictObject({
    negotiation: slugSchema,
    id: slugSchema,
    question: z.string(),
    subject: slugSchema.exactOptional().meta({ description: 'The event, demand or term that it is about.' }),
    status: disputeSchema.shape.status,
    claims: z.array(
      z.strictObject({
        claim: z.string(),
        value: z.union([z.number(), z.string()]).exactOptional(),
        claimedBy: z.string().exactOptional(),
        rank: claimRankSchema,
        reason: z.string().exactOptional(),
        citations: z.array(citationAnswer),
      }),
    ),
    assessment: z.string(),
    links: pageLinks,
  })
  .meta({ id: 'DisputeAnswer', description: 'A question on which sources or parties disagree: every version stands, ranked.' });

/** Where a dispute is told on this site, as a path. */
export function disputePath(negotiation: string, id: string): string {
  return `/negotiations/${negotiation}#${anchorOf('dispute', id)}`;
}

/** A dispute in the shape of the API. */
export function toDisputeAnswer(
  negotiation: string,
  dispute: Dispute,
  sources: SourcesById,
  origin: string,
): z.infer<typeof disputeAnswer> {
  return {
    ...dispute,
    negotiation,
    claims: dispute.claims.map((claim) => ({ ...claim, citations: citationsAnswer(claim.citations, sources) })),
    links: { self: `${origin}${disputePath(negotiation, dispute.id)}` },
  };
}

/** The ids of the sources that disputes cite, each once. */
export function sourcesOfDisputes(disputes: readonly Dispute[]): string[] {
  return [...new Set(disputes.flatMap(({ claims }) => claims.flatMap(({ citations }) => citations.map(({ source }) => source))))];
}

const ranked = (rank: ClaimRank) => (dispute: z.infer<typeof disputeAnswer>) =>
  dispute.claims
    .filter((claim) => claim.rank === rank)
    .map(({ claim }) => claim)
    .join(' | ');

/** `GET /disputes` */
export const disputesOperation = listOperation({
  id: 'listDisputes',
  path: '/disputes',
  summary: 'What sources or parties disagree on, every version ranked',
  params: noParams,
  query: z.strictObject({
    asOf: asOfParameter,
    negotiation: listOf(slugSchema, 50).exactOptional().meta({ description: 'Only these negotiations.' }),
    status: disputeSchema.shape.status.exactOptional(),
  }),
  item: disputeAnswer,
  key: scopedKey,
  columns: [
    { name: 'negotiation', value: ({ negotiation }) => negotiation },
    { name: 'id', value: ({ id }) => id },
    { name: 'question', value: ({ question }) => question },
    { name: 'subject', value: ({ subject }) => subject },
    { name: 'status', value: ({ status }) => status },
    { name: 'preferred', value: ranked('PREFERRED') },
    { name: 'normal', value: ranked('NORMAL') },
    { name: 'deprecated', value: ranked('DEPRECATED') },
    { name: 'assessment', value: ({ assessment }) => assessment },
    { name: 'permalink', value: ({ links }) => links.self },
  ],
  example: '/disputes?negotiation=sag-aftra-2023&status=PARTY_DISPUTE',
});
