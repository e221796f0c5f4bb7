import type { CalendarEvent, CalendarFacts, Revision } from '#domain/calendar/entries.ts';
import { asAnnounced } from '#domain/event/announcement.ts';
import { type Event, eventSchema } from '#domain/event/event.ts';
import { knownFrom, visibilityOn } from '#domain/event/visibility.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import { type DealStatusRead, readDealStatuses } from '../deal-status/read.ts';
import { eventSelect, toEvent } from '../event/map.ts';
import { readStillSet } from '../session/called-off.ts';
import type { ReadTx } from '../transaction.ts';

/** How many events a calendar has at most, the latest: more than any calendar program shows. */
const mostEvents = 1_000;

/** How many negotiations a calendar has at most, the latest begun. */
const mostNegotiations = 200;

interface LoggedRevision extends Revision {
  readonly key: string;
}

/** What calendars of negotiations are made from, as it was known on a date. */
export async function readCalendars(
  tx: ReadTx,
  { asOf, negotiations }: { asOf: CalendarDate; negotiations?: readonly string[] | undefined },
): Promise<CalendarFacts[]> {
  const { items } = await readDealStatuses(tx, { asOf, negotiations, limit: mostNegotiations });
  const slugs = items.map(({ negotiation }) => negotiation.slug);
  const rows = await tx.event.findMany({
    where: {
      negotiationSlug: { in: slugs },
      state: 'PUBLISHED',
      knownFrom: { lte: asOf },
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
  const events = rows.map((row) => ({ negotiation: row.negotiationSlug, event: toEvent(row) }));
  const stillSet = await readStillSet(
    tx,
    events.map(({ event }) => event),
    asOf,
  );
  const revisions = await readRevisions(
    tx,
    'EVENT',
    rows.map(({ id }) => id),
  );
  const ofRounds = await readRevisions(tx, 'NEGOTIATION', slugs);
  const retracted = await readRetracted(tx, slugs, asOf);
  return items.map(({ negotiation, agreement }) => ({
    negotiation,
    events: [
      ...events
        .filter((owned) => owned.negotiation === negotiation.slug)
        .map(({ event }) => ({ ...asOfDay(stillSet(event), asOf), revision: revisions.get(event.id) ?? unlogged })),
      ...(retracted.get(negotiation.slug) ?? []),
    ],
    agreement: agreementOf(agreement, ofRounds.get(negotiation.slug) ?? unlogged),
  }));
}

function asOfDay(event: Event, asOf: CalendarDate): Pick<CalendarEvent, 'event' | 'visibility'> {
  const visibility = visibilityOn(event, asOf);
  return { event: visibility === 'EFFECTIVE' ? event : asAnnounced(event), visibility };
}

/** Of a fact that the log has nothing about: it was never changed. */
const unlogged: Revision = { sequence: 0, updated: '1970-01-01T00:00:00.000Z' };

function agreementOf(agreement: DealStatusRead['agreement'], revision: Revision): CalendarFacts['agreement'] {
  if (agreement === null) return null;
  const { tentative, ...terms } = agreement;
  return { terms, tentative, revision };
}

/** How often facts were changed since they were published, and when last. */
async function readRevisions(tx: ReadTx, entity: 'EVENT' | 'NEGOTIATION', keys: readonly string[]): Promise<ReadonlyMap<string, Revision>> {
  const counted = await tx.change.groupBy({
    by: ['key'],
    where: { entity, key: { in: [...keys] } },
    _count: { seq: true },
    _max: { recordedAt: true },
  });
  const revisions = counted.map(
    ({ key, _count, _max }): LoggedRevision => ({
      key,
      // The publication is the first version, and is numbered 0.
      sequence: _count.seq - 1,
      updated: _max.recordedAt?.toISOString() ?? unlogged.updated,
    }),
  );
  return new Map(revisions.map(({ key, ...revision }) => [key, revision]));
}

/** What was retracted, as it stood before, by negotiation. */
async function readRetracted(tx: ReadTx, slugs: readonly string[], asOf: CalendarDate) {
  const changes = await tx.change.findMany({
    where: { entity: 'EVENT', kind: 'RETRACTED', negotiationSlug: { in: [...slugs] } },
    orderBy: { seq: 'desc' },
    take: mostEvents,
    select: { key: true, negotiationSlug: true, before: true },
  });
  const gone = new Map(changes.toReversed().map((change) => [change.key, change]));
  const standing = await tx.event.findMany({ where: { id: { in: [...gone.keys()] }, state: 'PUBLISHED' }, select: { id: true } });
  for (const { id } of standing) gone.delete(id);
  const revisions = await readRevisions(tx, 'EVENT', [...gone.keys()]);
  const told = [...gone.values()].flatMap(({ key, negotiationSlug, before }) => {
    const event = eventOf(before);
    if (event === null || negotiationSlug === null || knownFrom(event) > asOf) return [];
    const told = { ...asOfDay(event, asOf), visibility: 'RETRACTED' as const };
    return [{ negotiation: negotiationSlug, ...told, revision: revisions.get(key) ?? unlogged }];
  });
  return Map.groupBy(told, ({ negotiation }) => negotiation);
}

function eventOf(fact: unknown): Event | null {
  const parsed = eventSchema.safeParse(fact);
  return parsed.success ? parsed.data : null;
}
