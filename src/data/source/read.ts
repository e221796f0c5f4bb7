import type { Disagreement } from '#domain/quotation/disagreement.ts';
import type { Dispute } from '#domain/source/dispute.ts';
import { disputesOf } from '#domain/source/disputes-of.ts';
import type { Source, SourceKind } from '#domain/source/source.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import { agreementKnown, demandMoved, effectiveBound, found } from '../event/known.ts';
import { type EventReference, eventReferenceSelect, toEventReference } from '../event/reference.ts';
import { Prisma } from '../generated/client.ts';
import { type Page, type PageRequest, pageOf, type ScopedKey, type SlugKey, scopedKeys } from '../page.ts';
import type { ReadTx } from '../transaction.ts';
import { disputeSelect, toDispute, toSource } from './map.ts';

/** A source with the events that cite it. */
export interface SourceDetail {
  readonly source: Source;
  /** At most 200, latest first. */
  readonly events: readonly EventReference[];
}

/** A dispute with the negotiation that it is about. */
export interface DisputeEntry {
  readonly negotiation: string;
  readonly dispute: Dispute;
}

/** The sources by id. */
export async function readSources(
  tx: ReadTx,
  { kind, publisher, limit, after }: { kind?: SourceKind | undefined; publisher?: string | undefined } & PageRequest<SlugKey>,
): Promise<Page<Source, SlugKey>> {
  const rows = await tx.source.findMany({
    where: {
      ...(kind !== undefined && { kind }),
      ...(publisher !== undefined && { publisher }),
      ...(after !== undefined && { id: { gt: after.slug } }),
    },
    orderBy: { id: 'asc' },
    take: limit + 1,
  });
  const page = pageOf(rows, limit, ({ id }) => ({ slug: id }));
  return { items: page.items.map(toSource), next: page.next };
}

/** One source with the events that cite it and had taken effect by `asOf`; null where there is none. */
export async function readSource(tx: ReadTx, id: string, { asOf }: { asOf: CalendarDate }): Promise<SourceDetail | null> {
  const row = await tx.source.findUnique({ where: { id } });
  if (row === null) return null;
  const events = await tx.event.findMany({
    where: { state: 'PUBLISHED', sortKey: { lt: effectiveBound(asOf) }, citations: { some: { sourceId: id } } },
    orderBy: [{ sortKey: 'desc' }, { id: 'desc' }],
    take: 200,
    select: eventReferenceSelect,
  });
  return { source: toSource(row), events: events.map(toEventReference) };
}

/** Sources by their ids, all in one query. */
export async function readSourcesById(tx: ReadTx, ids: readonly string[]): Promise<ReadonlyMap<string, Source>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.source.findMany({ where: { id: { in: [...ids] } } });
  return new Map(rows.map((row) => [row.id, toSource(row)]));
}

/** The sources that events and terms cite, each once, in the order of their citations. */
export async function readSourcesCited(
  tx: ReadTx,
  { events, terms = [] }: { events: readonly string[]; terms?: readonly ScopedKey[] },
): Promise<Source[]> {
  const termKeys = terms.map(({ negotiation, id }) => `${negotiation}/${id}`);
  const rows = await tx.citation.findMany({
    where: { OR: [{ eventId: { in: [...events] } }, { termKey: { in: termKeys } }] },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: { source: true },
  });
  return [...new Map(rows.map(({ source }) => [source.id, toSource(source)])).values()];
}

/**
 * Whether the subject of dispute `q` was known: its event had taken effect, a side had moved on its demand, or its term, or one that
 * answers its demand, was agreed.
 */
export function disputeKnown(asOf: CalendarDate): Prisma.Sql {
  const negotiation = Prisma.sql`q."negotiationSlug"`;
  const subject = Prisma.sql`q."subject"`;
  const onRecord = found(Prisma.sql`FROM "Negotiation" n WHERE n."slug" = q."negotiationSlug" AND n."knownFrom" <= ${asOf}`);
  const event = found(
    Prisma.sql`FROM "Event" e WHERE e."id" = ${subject} AND e."state" = 'PUBLISHED' AND e."sortKey" < ${effectiveBound(asOf)}`,
  );
  const term = found(
    Prisma.sql`FROM "Term" t WHERE t."negotiationSlug" = ${negotiation} AND (t."id" = ${subject} OR t."demandId" = ${subject})`,
  );
  const about = Prisma.sql`${event} OR ${demandMoved(negotiation, subject, asOf)} OR (${term} AND ${agreementKnown(negotiation, asOf)})`;
  return Prisma.sql`(${onRecord} AND (${subject} IS NULL OR ${about}))`;
}

/** The disputes whose subject was known by `asOf`, by negotiation and id. */
export async function readDisputes(
  tx: ReadTx,
  {
    asOf,
    negotiation,
    status,
    limit,
    after,
  }: { asOf: CalendarDate; negotiation?: readonly string[] | undefined; status?: Dispute['status'] | undefined } & PageRequest<ScopedKey>,
): Promise<Page<DisputeEntry, ScopedKey>> {
  const conditions = [
    disputeKnown(asOf),
    negotiation && Prisma.sql`q."negotiationSlug" IN (${Prisma.join([...negotiation])})`,
    status && Prisma.sql`q."status" = ${status}::"DisputeStatus"`,
    after && Prisma.sql`(q."negotiationSlug", q."id") > (${after.negotiation}, ${after.id})`,
  ].filter((condition) => condition !== undefined);
  const keys = scopedKeys.parse(
    await tx.$queryRaw`
      SELECT q."negotiationSlug" AS negotiation, q."id" FROM "Dispute" q WHERE ${Prisma.join(conditions, ' AND ')}
      ORDER BY q."negotiationSlug", q."id" LIMIT ${limit + 1}`,
  );
  const page = pageOf(keys, limit, (key) => key);
  if (page.items.length === 0) return { items: [], next: null };
  const rows = await tx.dispute.findMany({
    where: { OR: page.items.map((key) => ({ negotiationSlug: key.negotiation, id: key.id })) },
    orderBy: [{ negotiationSlug: 'asc' }, { id: 'asc' }],
    select: disputeSelect,
  });
  return { items: rows.map((row) => ({ negotiation: row.negotiationSlug, dispute: toDispute(row) })), next: page.next };
}

/** The disputes of one negotiation whose subject was known by `asOf`, in the order of the record; at most 500. */
export async function readDisputesOf(tx: ReadTx, negotiation: string, asOf: CalendarDate): Promise<Dispute[]> {
  const keys = scopedKeys.parse(
    await tx.$queryRaw`
      SELECT q."negotiationSlug" AS negotiation, q."id" FROM "Dispute" q
      WHERE q."negotiationSlug" = ${negotiation} AND ${disputeKnown(asOf)} ORDER BY q."position" LIMIT 500`,
  );
  const rows = await tx.dispute.findMany({
    where: { negotiationSlug: negotiation, id: { in: keys.map(({ id }) => id) } },
    orderBy: { position: 'asc' },
    select: disputeSelect,
  });
  return rows.map(toDispute);
}

/** The disputes that events and terms of a negotiation are part of, in the order of the record: those known by `asOf`. */
export async function readDisagreement(
  tx: ReadTx,
  negotiation: string,
  { events, terms = [] }: { events: readonly string[]; terms?: readonly string[] },
  asOf: CalendarDate,
): Promise<Disagreement> {
  const known = await readDisputesOf(tx, negotiation, asOf);
  if (known.length === 0) return { disputes: [], sources: new Map() };
  const subjects = known.flatMap(({ subject }) => subject ?? []);
  const rows = await tx.event.findMany({
    where: { negotiationSlug: negotiation, id: { in: [...new Set([...events, ...subjects])] } },
    select: {
      id: true,
      confidence: true,
      position: { select: { demandId: true, party: true, demand: { select: { raisedBy: true } } } },
      citations: { select: { sourceId: true } },
    },
  });
  const demandOf = new Map(rows.flatMap(({ id, position }) => (position === null ? [] : [[id, position.demandId] as const])));
  const told = new Set(events);
  const about = rows
    .filter(({ id }) => told.has(id))
    .flatMap(({ id, confidence, position, citations }) =>
      disputesOf(
        {
          id,
          isDisputed: confidence === 'DISPUTED',
          demand: position?.demandId ?? null,
          isOwnDemand: position?.party === position?.demand.raisedBy,
          sources: citations.map(({ sourceId }) => sourceId),
        },
        known,
        demandOf,
      ),
    );
  const disputes = known.filter((dispute) => about.includes(dispute) || (dispute.subject !== undefined && terms.includes(dispute.subject)));
  const cited = disputes.flatMap(({ claims }) => claims.flatMap(({ citations }) => citations.map(({ source }) => source)));
  return { disputes, sources: await readSourcesById(tx, [...new Set(cited)]) };
}
