import { z } from 'zod';
import type { CalendarAgreement, CalendarEvent, CalendarFacts, Revision } from '#domain/calendar/entries.ts';
import type { AgreementSummary } from '#domain/deal-status/agreement-summary.ts';
import { agreementVisibility, deriveAxes } from '#domain/deal-status/axes.ts';
import { asAnnounced } from '#domain/event/announcement.ts';
import { type Event, eventSchema } from '#domain/event/event.ts';
import { knownFrom, visibilityOn } from '#domain/event/visibility.ts';
import { negotiationFactSchema } from '#domain/negotiation/fact.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import { dayOf } from '#domain/time/zone.ts';
import type { OwnedEvent } from '#domain/timeline/timeline.ts';
import { readDealStatuses } from '../deal-status/read.ts';
import { eventSelect, toEvent } from '../event/map.ts';
import type { Prisma } from '../generated/client.ts';
import { readStillSet } from '../session/called-off.ts';
import type { ReadTx } from '../transaction.ts';

/** How many events a calendar has at most, the latest: more than any calendar program shows. */
const mostEvents = 1_000;

/** How many negotiations a calendar has at most, the latest begun. */
const mostNegotiations = 200;

/** What calendars of negotiations are made from, as it was known on a date. */
export async function readCalendars(
  tx: ReadTx,
  { asOf, negotiations }: { asOf: CalendarDate; negotiations?: readonly string[] | undefined },
): Promise<CalendarFacts[]> {
  const { items } = await readDealStatuses(tx, { asOf, negotiations, limit: mostNegotiations });
  const slugs = items.map(({ negotiation }) => negotiation.slug);
  const earlier = await readEarlierEvents(tx, slugs, asOf);
  const events = await readCalendarEvents(tx, slugs, asOf, [...new Set(earlier.map(({ event }) => event.id))]);
  const stillSet = await readStillSet(
    tx,
    [...events, ...earlier].map(({ event }) => event),
    asOf,
  );
  const revisions = await readRevisions(
    tx,
    'EVENT',
    [...events, ...earlier].map(({ event }) => event.id),
  );
  const ofRounds = await readRevisions(tx, 'NEGOTIATION', slugs);
  const ofDeals = await readDealRevisions(tx, slugs);
  const versions = await readAgreementVersions(tx, slugs);
  const own = (owned: readonly OwnedEvent[], slug: string): CalendarEvent[] =>
    owned
      .filter(({ negotiation }) => negotiation === slug)
      .map(({ event }) => ({ ...asOfDay(stillSet(event), asOf), revision: revisions.get(event.id) ?? unlogged }));
  return items.map(({ negotiation, agreement, moves }) => {
    const { slug, timeZone } = negotiation;
    const revision = together(ofRounds.get(slug) ?? unlogged, ofDeals.get(slug));
    const wasReached = [...moves, ...earlier.filter((owned) => owned.negotiation === slug).map(({ event }) => event)].some((event) =>
      isDeal(event, asOf),
    );
    const [, ...before] = versions.get(slug) ?? [];
    const told = agreement === null ? (versions.get(slug) ?? []).filter(({ recordedAt }) => dayOf(recordedAt, timeZone) <= asOf) : before;
    return {
      negotiation,
      asOf,
      events: own(events, slug),
      agreement: agreement === null ? null : { ...termsOf(agreement), revision },
      earlier: {
        events: own(earlier, slug),
        agreements: wasReached ? told.map(({ terms }) => ({ terms, tentative: false, revision })) : [],
      },
    };
  });
}

/** The latest events that a calendar may tell, and those with these ids. */
async function readCalendarEvents(tx: ReadTx, slugs: readonly string[], asOf: CalendarDate, ids: readonly string[]): Promise<OwnedEvent[]> {
  const known: Prisma.EventWhereInput = { negotiationSlug: { in: [...slugs] }, state: 'PUBLISHED', knownFrom: { lte: asOf } };
  const latest = await tx.event.findMany({
    where: {
      ...known,
      OR: [
        { kind: { in: ['SESSION', 'VOTE'] } },
        { announcedOn: { not: null } },
        { statusChanges: { some: { axis: { in: ['AGREEMENT', 'STOPPAGE'] } } } },
      ],
    },
    orderBy: [{ sortKey: 'desc' }, { id: 'desc' }],
    take: mostEvents,
    select: eventSelect,
  });
  const read = new Set(latest.map(({ id }) => id));
  const named = await tx.event.findMany({ where: { ...known, id: { in: ids.filter((id) => !read.has(id)) } }, select: eventSelect });
  return [...latest, ...named].map((row) => ({ negotiation: row.negotiationSlug, event: toEvent(row) }));
}

const beforeSchema = z.array(z.object({ negotiation: z.string(), before: eventSchema.nullable().catch(null) }));

/** What the latest corrections and retractions replaced, as far as it was known on a date; the latest first. */
async function readEarlierEvents(tx: ReadTx, slugs: readonly string[], asOf: CalendarDate): Promise<OwnedEvent[]> {
  const changes = beforeSchema.parse(
    await tx.$queryRaw`
      SELECT c."negotiationSlug" AS negotiation, c."before" FROM "Change" c
      WHERE c."kind" <> 'PUBLISHED' AND c."entity" = 'EVENT' AND c."negotiationSlug" = ANY (${[...slugs]}::text[])
      ORDER BY c."seq" DESC LIMIT ${mostEvents}`,
  );
  return changes.flatMap(({ negotiation, before }) =>
    before === null || knownFrom(before) > asOf ? [] : [{ negotiation, event: before }],
  );
}

function asOfDay(event: Event, asOf: CalendarDate): Pick<CalendarEvent, 'event' | 'visibility'> {
  const visibility = visibilityOn(event, asOf);
  return { event: visibility === 'EFFECTIVE' ? event : asAnnounced(event), visibility };
}

/** Whether the sides had come to a deal by an event of a day, whatever became of it. */
function isDeal(event: Event, asOf: CalendarDate): boolean {
  return visibilityOn(event, asOf) === 'EFFECTIVE' && agreementVisibility(deriveAxes([event], asOf)) !== 'NONE';
}

/** Of a fact that the log has nothing about: it was never changed. */
const unlogged: Revision = { sequence: 0, updated: '1970-01-01T00:00:00.000Z' };

function together(one: Revision, other: Revision | undefined): Revision {
  if (other === undefined) return one;
  return { sequence: one.sequence + other.sequence, updated: one.updated > other.updated ? one.updated : other.updated };
}

function termsOf({ tentative, ...terms }: AgreementSummary): Pick<CalendarAgreement, 'terms' | 'tentative'> {
  return { terms, tentative };
}

/** How often facts were changed since they were published, and when last. */
async function readRevisions(tx: ReadTx, entity: 'EVENT' | 'NEGOTIATION', keys: readonly string[]): Promise<ReadonlyMap<string, Revision>> {
  const counted = await tx.change.groupBy({
    by: ['key'],
    where: { entity, key: { in: [...keys] } },
    _count: { seq: true },
    _max: { recordedAt: true },
  });
  return new Map(
    counted.map(({ key, _count, _max }) => [
      key,
      // The publication is the first version, and is numbered 0.
      { sequence: _count.seq - 1, updated: _max.recordedAt?.toISOString() ?? unlogged.updated },
    ]),
  );
}

const dealsSchema = z.array(z.object({ negotiation: z.string(), sequence: z.int(), updated: z.date() }));

/** How often what says whether there is a deal, and whether it is final, was written, and when last: by negotiation. */
async function readDealRevisions(tx: ReadTx, slugs: readonly string[]): Promise<ReadonlyMap<string, Revision>> {
  const counted = dealsSchema.parse(
    await tx.$queryRaw`
      SELECT c."negotiationSlug" AS negotiation, count(*)::int AS sequence, max(c."recordedAt") AS updated FROM "Change" c
      WHERE c."entity" = 'EVENT' AND parley_moves_deal(c."before", c."after") AND c."negotiationSlug" = ANY (${[...slugs]}::text[])
      GROUP BY c."negotiationSlug"`,
  );
  return new Map(counted.map(({ negotiation, sequence, updated }) => [negotiation, { sequence, updated: updated.toISOString() }]));
}

/** What the record has said of the agreements of negotiations, the latest first: by negotiation. */
async function readAgreementVersions(tx: ReadTx, slugs: readonly string[]) {
  const changes = await tx.change.findMany({
    where: { entity: 'NEGOTIATION', key: { in: [...slugs] } },
    orderBy: { seq: 'desc' },
    take: mostEvents,
    select: { key: true, after: true, recordedAt: true },
  });
  const versions = changes.flatMap(({ key, after, recordedAt }) => {
    const terms = negotiationFactSchema.safeParse(after).data?.agreement;
    return terms === undefined ? [] : [{ key, terms, recordedAt: recordedAt.toISOString() }];
  });
  return Map.groupBy(versions, ({ key }) => key);
}
