import type { Stepped } from '#domain/deal-status/transition.ts';
import type { Event } from '#domain/event/event.ts';
import type { Prisma } from '../generated/client.ts';
import type { ReadTx } from '../transaction.ts';
import { eventSelect, toEvent, toStatusChanges } from './map.ts';

/** Events by negotiation and in order of time, without their citations: for what is derived from many of them at once. */
export type EventsByNegotiation = ReadonlyMap<string, readonly Event[]>;

/** The published events that meet a condition, see {@link EventsByNegotiation}. */
export async function readUncitedEvents(tx: ReadTx, where: Prisma.EventWhereInput): Promise<EventsByNegotiation> {
  const { citations: _, ...select } = eventSelect;
  const rows = await tx.event.findMany({
    where: { AND: [{ state: 'PUBLISHED' }, where] },
    orderBy: [{ sortKey: 'asc' }, { id: 'asc' }],
    select,
  });
  const events = new Map<string, Event[]>();
  for (const row of rows) {
    const own = events.get(row.negotiationSlug) ?? [];
    own.push(toEvent({ ...row, citations: [] }));
    events.set(row.negotiationSlug, own);
  }
  return events;
}

/** The steps of the published events of negotiations, by negotiation. */
export async function readSteps(tx: ReadTx, negotiations: readonly string[]): Promise<ReadonlyMap<string, readonly Stepped[]>> {
  const rows = await tx.event.findMany({
    // Named once more: Prisma reads the changes by themselves, and would read those of all negotiations.
    where: {
      state: 'PUBLISHED',
      negotiationSlug: { in: [...negotiations] },
      statusChanges: { some: { negotiationSlug: { in: [...negotiations] } } },
    },
    select: { id: true, negotiationSlug: true, date: true, time: true, statusChanges: eventSelect.statusChanges },
  });
  const groups = Map.groupBy(rows, ({ negotiationSlug }) => negotiationSlug);
  return new Map(
    [...groups].map(([negotiation, events]) => [
      negotiation,
      events.map(({ id, date, time, statusChanges }) => ({
        id,
        date,
        ...(time !== null && { time }),
        statusChanges: toStatusChanges(statusChanges),
      })),
    ]),
  );
}
