import { z } from 'zod';
import { type AgreementSummary, agreementSummary } from '#domain/deal-status/agreement-summary.ts';
import { type DayCount, dayCountOn } from '#domain/deal-status/day-count.ts';
import type { DealStatus } from '#domain/deal-status/deal-status.ts';
import { deriveDealStatus, type StatusFacts } from '#domain/deal-status/derive.ts';
import type { Event } from '#domain/event/event.ts';
import { visibilityOn } from '#domain/event/visibility.ts';
import type { Agreement } from '#domain/negotiation/agreement.ts';
import type { Negotiation } from '#domain/negotiation/negotiation.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import { effectiveBound } from '../event/known.ts';
import { type EventsByNegotiation, readUncitedEvents } from '../event/read.ts';
import { type EventReference, eventReferenceSelect, toEventReference } from '../event/reference.ts';
import { Prisma } from '../generated/client.ts';
import { type NegotiationKey, readNegotiations } from '../negotiation/list.ts';
import { toAgreement } from '../negotiation/map.ts';
import type { Page, PageRequest } from '../page.ts';
import { readStillSet } from '../session/called-off.ts';
import type { ReadTx } from '../transaction.ts';

/** Where a negotiation stands on a date, with what names it. */
export interface DealStatusRead {
  readonly negotiation: Negotiation;
  readonly status: DealStatus;
  /** The last event that had taken effect. */
  readonly latestEvent: EventReference | null;
  readonly agreement: AgreementSummary | null;
  /** The events that had moved it on any axis, in order of time and without their citations: the lanes of a chart. */
  readonly moves: readonly Event[];
}

/** Where negotiations stand at `asOf`, the latest begun first. A constant number of queries, however many. */
export async function readDealStatuses(
  tx: ReadTx,
  filter: { asOf: CalendarDate; cycle?: string | undefined; negotiations?: readonly string[] | undefined } & PageRequest<NegotiationKey>,
): Promise<Page<DealStatusRead, NegotiationKey>> {
  const { asOf } = filter;
  const { items, next } = await readNegotiations(tx, filter);
  const negotiations = items.map(({ negotiation }) => negotiation);
  const slugs = negotiations.map(({ slug }) => slug);
  const events = await readStatusFacts(tx, slugs, asOf);
  const agreements = await readAgreements(tx, slugs);
  const successors = await readSuccessorsInForce(tx, negotiations, asOf);
  const latest = await readLatestEvents(tx, slugs, asOf);
  const statuses = negotiations.map((negotiation) => {
    const { slug, timeZone } = negotiation;
    const agreement = agreements.get(slug) ?? null;
    const facts = events.get(slug) ?? [];
    const status = deriveDealStatus({
      events: facts,
      agreement,
      successor: successors.get(slug) ?? null,
      timeZone,
      asOf,
    });
    return {
      negotiation,
      status,
      latestEvent: latest.get(slug) ?? null,
      agreement: agreementSummary(agreement, status.axes, asOf),
      moves: facts.filter((event) => event.statusChanges !== undefined && visibilityOn(event, asOf) === 'EFFECTIVE'),
    };
  });
  return { items: statuses, next };
}

/** The days of the latest stoppage of a negotiation on a date; null where there was none by then. */
export async function readDayCount(tx: ReadTx, negotiation: string, on: CalendarDate): Promise<DayCount | null> {
  const events = await readStatusEvents(tx, { negotiations: [negotiation], asOf: on });
  return dayCountOn(events.get(negotiation) ?? [], on);
}

/**
 * The events that moved negotiations on any axis, by negotiation and in order of time. Announced ones are not among them, and none
 * carries its citations. With their statuses they come from {@link readDealStatuses}.
 */
export async function readStatusEvents(
  tx: ReadTx,
  { negotiations, asOf }: { negotiations: readonly string[]; asOf: CalendarDate },
): Promise<EventsByNegotiation> {
  return readUncitedEvents(tx, {
    negotiationSlug: { in: [...negotiations] },
    sortKey: { lt: effectiveBound(asOf) },
    // Named once more: Prisma reads the changes by themselves, and would read those of all negotiations.
    statusChanges: { some: { negotiationSlug: { in: [...negotiations] } } },
  });
}

const idsSchema = z.array(z.object({ id: z.string() }));

/**
 * What statuses are derived from, by negotiation: the events that moved it, what is announced or being voted on, and the
 * moves of the last day on which either side made one. Everything else of a negotiation tells its story, not its status.
 */
async function readStatusFacts(tx: ReadTx, negotiations: readonly string[], asOf: CalendarDate): Promise<EventsByNegotiation> {
  if (negotiations.length === 0) return new Map();
  const bound = effectiveBound(asOf);
  const ids = idsSchema.parse(
    await tx.$queryRaw`
      SELECT e."id" FROM "Event" e JOIN "DealStatus" s ON s."eventId" = e."id"
      WHERE s."negotiationSlug" IN (${Prisma.join([...negotiations])}) AND e."state" = 'PUBLISHED' AND e."sortKey" < ${bound}
      UNION
      SELECT e."id" FROM "Event" e
      WHERE e."negotiationSlug" IN (${Prisma.join([...negotiations])}) AND e."state" = 'PUBLISHED' AND e."sortKey" > ${bound} AND e."knownFrom" <= ${asOf}
      UNION
      SELECT m."id" FROM unnest(${[...negotiations]}::text[]) AS n(slug)
      CROSS JOIN LATERAL (
        SELECT e."effectiveDay" FROM "Event" e JOIN "Position" p ON p."eventId" = e."id"
        WHERE e."negotiationSlug" = n.slug AND e."kind" = 'PROPOSAL' AND e."state" = 'PUBLISHED' AND e."sortKey" < ${bound} AND p."act" <> 'CLAIMED'
        ORDER BY e."sortKey" DESC LIMIT 1
      ) last
      JOIN "Event" m ON m."negotiationSlug" = n.slug AND m."kind" = 'PROPOSAL' AND m."state" = 'PUBLISHED'
        AND m."sortKey" >= last."effectiveDay" AND m."sortKey" < last."effectiveDay" || 'U'`,
  );
  const events = await readUncitedEvents(tx, { id: { in: ids.map(({ id }) => id) } });
  const stillSet = await readStillSet(tx, [...events.values()].flat(), asOf);
  return new Map([...events].map(([negotiation, own]) => [negotiation, own.map(stillSet)]));
}

/** The agreements by negotiation, without their terms. */
async function readAgreements(tx: ReadTx, negotiations: readonly string[]): Promise<ReadonlyMap<string, Agreement>> {
  const rows = await tx.agreement.findMany({
    where: { negotiationSlug: { in: [...negotiations] } },
    select: { negotiationSlug: true, title: true, effectiveOn: true, expiresOn: true, ratifiedOn: true },
  });
  return new Map(rows.map(({ negotiationSlug, ...row }) => [negotiationSlug, toAgreement({ ...row, terms: [] })]));
}

/** The rounds that followed and whose agreement was in force by then, by the negotiation that they followed. */
async function readSuccessorsInForce(
  tx: ReadTx,
  negotiations: readonly Negotiation[],
  asOf: CalendarDate,
): Promise<ReadonlyMap<string, NonNullable<StatusFacts['successor']>>> {
  const followed = new Map(negotiations.flatMap(({ slug, successor }) => (successor === undefined ? [] : [[successor, slug] as const])));
  if (followed.size === 0) return new Map();
  const rows = await tx.event.findMany({
    where: {
      state: 'PUBLISHED',
      negotiationSlug: { in: [...followed.keys()] },
      sortKey: { lt: effectiveBound(asOf) },
      statusChanges: { some: { negotiationSlug: { in: [...followed.keys()] }, axis: 'AGREEMENT', state: 'SUCCESSOR_IN_FORCE' } },
    },
    orderBy: [{ sortKey: 'desc' }, { id: 'desc' }],
    select: { id: true, date: true, negotiation: { select: { slug: true, shortTitle: true } } },
  });
  // Latest first, so that the earliest of each round is what stays in the map.
  return new Map(
    rows.flatMap(({ id, date, negotiation: { slug, shortTitle } }) => {
      const before = followed.get(slug);
      return before === undefined ? [] : [[before, { slug, shortTitle, since: date, event: id }] as const];
    }),
  );
}

/** The last event of each negotiation that had taken effect. */
async function readLatestEvents(
  tx: ReadTx,
  negotiations: readonly string[],
  asOf: CalendarDate,
): Promise<ReadonlyMap<string, EventReference>> {
  const ids = idsSchema.parse(
    await tx.$queryRaw`
      SELECT last."id" FROM unnest(${[...negotiations]}::text[]) AS n(slug)
      CROSS JOIN LATERAL (
        SELECT e."id" FROM "Event" e WHERE e."negotiationSlug" = n.slug AND e."state" = 'PUBLISHED' AND e."sortKey" < ${effectiveBound(asOf)}
        ORDER BY e."sortKey" DESC, e."id" DESC LIMIT 1
      ) last`,
  );
  const rows = await tx.event.findMany({ where: { id: { in: ids.map(({ id }) => id) } }, select: eventReferenceSelect });
  return new Map(rows.map((row) => [row.negotiationSlug, toEventReference(row)]));
}
