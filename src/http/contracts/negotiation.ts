import { z } from 'zod';
import type { Demand } from '#domain/demand/demand.ts';
import type { Agreement } from '#domain/negotiation/agreement.ts';
import type { Negotiation } from '#domain/negotiation/negotiation.ts';
import { type Headcount, sideSchema } from '#domain/party/party.ts';
import { measureSchema } from '#domain/position/measure.ts';
import type { Dispute } from '#domain/source/dispute.ts';
import { slugSchema } from '#domain/text/text.ts';
import { type CalendarDate, calendarDateSchema, partialDateSchema } from '#domain/time/partial-date.ts';
import { listOperation, operation } from '../operation.ts';
import { asOfParameter, listOf } from '../parameters.ts';
import { citationAnswer, citationsAnswer, type SourcesById } from './event.ts';
import { asOfQuery, joined, noParams, pageLinks, scopedKey, slugParams } from './fields.ts';
import { disputeAnswer, sourcesOfDisputes, toDisputeAnswer } from './source.ts';
import { negotiationKey, type StatusRead, statusAnswer, toStatusAnswer } from './status.ts';

/** A count of people with what it counts and who says so. */
export const headcountAnswer = z
  .strictObject({
    count: z.int().positive(),
    asOf: partialDateSchema.exactOptional(),
    basis: z.string(),
    citations: z.array(citationAnswer),
  })
  .meta({ id: 'Headcount', description: 'A count of people, with what it counts.' });

const frame = {
  slug: slugSchema,
  title: z.string(),
  shortTitle: z.string(),
  cycle: z.string(),
  unions: z.array(slugSchema),
  association: slugSchema.exactOptional(),
  studios: z.array(slugSchema).exactOptional(),
  contract: z.string(),
  timeZone: z.string(),
  summary: z.string(),
  predecessor: slugSchema.exactOptional(),
  successor: slugSchema.exactOptional(),
  workersCovered: z.array(headcountAnswer).exactOptional(),
  startedOn: calendarDateSchema.meta({ description: 'The day from which its first event counts.' }),
  links: pageLinks,
};

/** A negotiation: who bargains with whom over which contract. */
export const negotiationAnswer = z.strictObject(frame).meta({ id: 'NegotiationAnswer' });

/** One thing on the table. */
export const demandAnswer = z
  .strictObject({
    negotiation: slugSchema,
    id: slugSchema,
    issue: slugSchema,
    title: z.string(),
    summary: z.string().exactOptional(),
    scope: z.string().exactOptional(),
    raisedBy: sideSchema,
  })
  .meta({ id: 'DemandAnswer', description: 'One thing on the table in one negotiation, under an issue.' });

/** The agreement that a negotiation ended in, with its terms. */
export const agreementAnswer = z
  .strictObject({
    title: z.string(),
    effectiveOn: partialDateSchema.exactOptional(),
    expiresOn: partialDateSchema.exactOptional(),
    ratifiedOn: partialDateSchema.exactOptional(),
    tentative: z.boolean().meta({ description: 'Agreed by the negotiators and not yet ratified.' }),
    terms: z.array(
      z.strictObject({
        id: slugSchema,
        demand: slugSchema.exactOptional(),
        issue: slugSchema,
        summary: z.string(),
        measures: z.array(measureSchema).exactOptional(),
        citations: z.array(citationAnswer),
      }),
    ),
  })
  .meta({ id: 'AgreementAnswer', description: 'The contract that a negotiation ended in, with its terms.' });

/** A negotiation with all that it is about: where it stands, what is on the table, what was agreed, what is disputed. */
export const negotiationDetail = z
  .strictObject({
    ...frame,
    status: statusAnswer,
    demands: z.array(demandAnswer),
    agreement: agreementAnswer.nullable(),
    disputes: z.array(disputeAnswer),
    gaps: z.array(z.string()).meta({ description: 'What could not be sourced, and so is not known here.' }),
  })
  .meta({ id: 'NegotiationDetail' });

/** A negotiation as it is read. */
export interface NegotiationRead {
  readonly negotiation: Negotiation;
  readonly startedOn: CalendarDate;
}

/** A negotiation as it is read whole. */
export interface NegotiationDetailRead extends NegotiationRead {
  readonly demands: readonly Demand[];
  readonly agreement: { readonly agreement: Agreement; readonly tentative: boolean } | null;
  readonly disputes: readonly Dispute[];
  readonly gaps: readonly string[];
}

/** Counts of people in the shape of the API. */
export function toHeadcountAnswers(counts: readonly Headcount[], sources: SourcesById) {
  return counts.map((count) => ({ ...count, citations: citationsAnswer(count.citations, sources) }));
}

/** A negotiation in the shape of the API. */
export function toNegotiationAnswer(
  { negotiation, startedOn }: NegotiationRead,
  sources: SourcesById,
  origin: string,
): z.infer<typeof negotiationAnswer> {
  const { workersCovered, ...rest } = negotiation;
  return {
    ...rest,
    ...(workersCovered !== undefined && { workersCovered: toHeadcountAnswers(workersCovered, sources) }),
    startedOn,
    links: { self: `${origin}/negotiations/${negotiation.slug}` },
  };
}

/** A negotiation with all that it is about in the shape of the API. */
export function toNegotiationDetail(
  read: NegotiationDetailRead,
  status: StatusRead,
  sources: SourcesById,
  origin: string,
): z.infer<typeof negotiationDetail> {
  const { slug } = read.negotiation;
  return {
    ...toNegotiationAnswer(read, sources, origin),
    status: toStatusAnswer(status),
    demands: read.demands.map((demand) => ({ negotiation: slug, ...demand })),
    agreement:
      read.agreement === null
        ? null
        : {
            ...read.agreement.agreement,
            tentative: read.agreement.tentative,
            terms: read.agreement.agreement.terms.map((term) => ({ ...term, citations: citationsAnswer(term.citations, sources) })),
          },
    disputes: read.disputes.map((dispute) => toDisputeAnswer(slug, dispute, sources, origin)),
    gaps: [...read.gaps],
  };
}

/** The ids of the sources that negotiations and their terms and disputes cite, each once. */
export function sourcesOfNegotiations(reads: readonly (NegotiationRead & Partial<NegotiationDetailRead>)[]): string[] {
  const cited = reads.flatMap(({ negotiation, agreement, disputes }) => [
    ...(negotiation.workersCovered ?? []).flatMap(({ citations }) => citations),
    ...(agreement?.agreement.terms ?? []).flatMap(({ citations }) => citations),
    ...sourcesOfDisputes(disputes ?? []).map((source) => ({ source })),
  ]);
  return [...new Set(cited.map(({ source }) => source))];
}

/** `GET /negotiations` */
export const negotiationsOperation = listOperation({
  id: 'listNegotiations',
  path: '/negotiations',
  summary: 'The negotiations on the record, latest begun first',
  params: noParams,
  query: z.strictObject({
    asOf: asOfParameter,
    cycle: z.string().min(1).max(20).exactOptional().meta({ description: 'Only this bargaining cycle, such as 2023.' }),
    union: slugSchema.exactOptional().meta({ description: 'Only those of this union.' }),
  }),
  item: negotiationAnswer,
  key: negotiationKey,
  columns: [
    { name: 'slug', value: ({ slug }) => slug },
    { name: 'title', value: ({ title }) => title },
    { name: 'shortTitle', value: ({ shortTitle }) => shortTitle },
    { name: 'cycle', value: ({ cycle }) => cycle },
    { name: 'unions', value: ({ unions }) => joined(unions) },
    { name: 'association', value: ({ association }) => association },
    { name: 'studios', value: ({ studios }) => joined(studios) },
    { name: 'contract', value: ({ contract }) => contract },
    { name: 'timeZone', value: ({ timeZone }) => timeZone },
    { name: 'startedOn', value: ({ startedOn }) => startedOn },
    { name: 'summary', value: ({ summary }) => summary },
    { name: 'predecessor', value: ({ predecessor }) => predecessor },
    { name: 'successor', value: ({ successor }) => successor },
    { name: 'permalink', value: ({ links }) => links.self },
  ],
  example: '/negotiations?cycle=2023',
});

/** `GET /negotiations/{slug}` */
export const negotiationOperation = operation({
  id: 'getNegotiation',
  path: '/negotiations/{slug}',
  summary: 'One negotiation: where it stands, what is on the table, what was agreed, what is disputed, what is not known',
  params: slugParams,
  query: asOfQuery,
  problems: ['NOT_FOUND', 'NOT_ON_RECORD'],
  data: negotiationDetail,
  example: '/negotiations/wga-2023?asOf=2023-10-02',
});

/** `GET /demands` */
export const demandsOperation = listOperation({
  id: 'listDemands',
  path: '/demands',
  summary: 'What is on the table, from either side',
  params: noParams,
  query: z.strictObject({
    asOf: asOfParameter,
    negotiation: listOf(slugSchema, 50).exactOptional().meta({ description: 'Only these negotiations.' }),
    issue: listOf(slugSchema, 20).exactOptional().meta({ description: 'Only demands under these issues, or issues below them.' }),
    raisedBy: sideSchema.exactOptional().meta({ description: 'Only what this side put on the table.' }),
  }),
  item: demandAnswer,
  key: scopedKey,
  columns: [
    { name: 'negotiation', value: ({ negotiation }) => negotiation },
    { name: 'id', value: ({ id }) => id },
    { name: 'issue', value: ({ issue }) => issue },
    { name: 'title', value: ({ title }) => title },
    { name: 'summary', value: ({ summary }) => summary },
    { name: 'scope', value: ({ scope }) => scope },
    { name: 'raisedBy', value: ({ raisedBy }) => raisedBy },
  ],
  example: '/demands?negotiation=sag-aftra-2023&issue=generative-ai',
});
