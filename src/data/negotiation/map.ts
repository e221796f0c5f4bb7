import type { Agreement } from '#domain/negotiation/agreement.ts';
import type { Negotiation } from '#domain/negotiation/negotiation.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import { citationSelect, measureSelect, toCitations, toMeasures } from '../event/map.ts';
import type { Prisma } from '../generated/client.ts';
import { headcountSelect, toHeadcounts } from '../party/map.ts';

const inOrder = { orderBy: { position: 'asc' } } as const;

/** What is read of a negotiation: what frames it, without its facts. */
export const negotiationSelect = {
  slug: true,
  title: true,
  shortTitle: true,
  cycle: true,
  contract: true,
  timeZone: true,
  summary: true,
  associationSlug: true,
  predecessorSlug: true,
  successor: { select: { slug: true, knownFrom: true } },
  startedOn: true,
  knownFrom: true,
  unions: { ...inOrder, select: { unionSlug: true } },
  studios: { ...inOrder, select: { studioSlug: true } },
  workersCovered: headcountSelect,
} as const satisfies Prisma.NegotiationSelect;
type NegotiationRow = Prisma.NegotiationGetPayload<{ select: typeof negotiationSelect }>;

/** A negotiation in the shape of the record, as it was known on a date: a next round that nobody knew of is left out. */
export function toNegotiation(row: NegotiationRow, asOf: CalendarDate): Negotiation {
  const { slug, title, shortTitle, cycle, contract, timeZone, summary, associationSlug, predecessorSlug, successor } = row;
  return {
    slug,
    title,
    shortTitle,
    cycle,
    unions: row.unions.map(({ unionSlug }) => unionSlug),
    ...(associationSlug !== null && { association: associationSlug }),
    ...(row.studios.length > 0 && { studios: row.studios.map(({ studioSlug }) => studioSlug) }),
    contract,
    timeZone,
    summary,
    ...(predecessorSlug !== null && { predecessor: predecessorSlug }),
    ...(successor !== null && successor.knownFrom !== null && successor.knownFrom <= asOf && { successor: successor.slug }),
    ...(row.workersCovered.length > 0 && { workersCovered: toHeadcounts(row.workersCovered) }),
  };
}

/** What is read of an agreement: all of it. */
export const agreementSelect = {
  title: true,
  effectiveOn: true,
  expiresOn: true,
  ratifiedOn: true,
  terms: {
    ...inOrder,
    select: { id: true, demandId: true, issueSlug: true, summary: true, measures: measureSelect, citations: citationSelect },
  },
} as const satisfies Prisma.AgreementSelect;
type AgreementRow = Prisma.AgreementGetPayload<{ select: typeof agreementSelect }>;

/** An agreement in the shape of the record. */
export function toAgreement({ title, effectiveOn, expiresOn, ratifiedOn, terms }: AgreementRow): Agreement {
  return {
    title,
    ...(effectiveOn !== null && { effectiveOn }),
    ...(expiresOn !== null && { expiresOn }),
    ...(ratifiedOn !== null && { ratifiedOn }),
    terms: terms.map(({ id, demandId, issueSlug, summary, measures, citations }) => ({
      id,
      ...(demandId !== null && { demand: demandId }),
      issue: issueSlug,
      summary,
      ...(measures.length > 0 && { measures: toMeasures(measures) }),
      citations: toCitations(citations),
    })),
  };
}
