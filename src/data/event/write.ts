import { sortKeyOf } from '#domain/event/order.ts';
import { knownFrom } from '#domain/event/visibility.ts';
import { effectiveDay } from '#domain/time/partial-date.ts';
import type { OwnedEvent } from '#domain/timeline/timeline.ts';
import { inBatches } from '../batches.ts';
import type { Prisma } from '../generated/client.ts';
import { insertMeasures, measureRows } from '../position/write.ts';
import { citationRows, insertCitations } from '../source/write.ts';
import type { WriteTx } from '../transaction.ts';

/** Inserts published events with all that hangs off them: a handful of statements, however many events. */
export async function insertEvents(tx: WriteTx, events: readonly OwnedEvent[]): Promise<void> {
  await inBatches(events.map(eventRow), (data) => tx.event.createMany({ data }));
  const changes = events.flatMap(({ negotiation, event }) =>
    (event.statusChanges ?? []).map((change, position) => ({
      eventId: event.id,
      position,
      negotiationSlug: negotiation,
      axis: change.axis,
      state: change.state,
      stoppage: change.axis === 'STOPPAGE' ? (change.stoppage ?? null) : null,
    })),
  );
  await inBatches(changes, (data) => tx.dealStatus.createMany({ data }));

  const sessions: Prisma.BargainingSessionCreateManyInput[] = [];
  const attendees: Prisma.SessionAttendeeCreateManyInput[] = [];
  const positions: Prisma.PositionCreateManyInput[] = [];
  const votes: Prisma.VoteCreateManyInput[] = [];
  const statements: Prisma.StatementCreateManyInput[] = [];
  for (const { negotiation, event } of events) {
    const eventId = event.id;
    switch (event.kind) {
      case 'SESSION': {
        const { attendees: people = [], ...session } = event.session;
        sessions.push({ eventId, ...session });
        people.forEach((personSlug, position) => {
          attendees.push({ eventId, personSlug, position });
        });
        break;
      }
      case 'PROPOSAL': {
        const { demand, party, act } = event.position;
        positions.push({ eventId, negotiationSlug: negotiation, demandId: demand, party, act });
        break;
      }
      case 'VOTE':
        votes.push({ eventId, ...event.vote });
        break;
      case 'STATEMENT': {
        const { speaker, ...statement } = event.statement;
        statements.push({ eventId, speakerSlug: speaker, ...statement });
        break;
      }
      case 'STATUS':
      case 'MILESTONE':
      case 'ACTION':
        break;
    }
  }
  await inBatches(sessions, (data) => tx.bargainingSession.createMany({ data }));
  await inBatches(attendees, (data) => tx.sessionAttendee.createMany({ data }));
  await inBatches(positions, (data) => tx.position.createMany({ data }));
  await inBatches(votes, (data) => tx.vote.createMany({ data }));
  await inBatches(statements, (data) => tx.statement.createMany({ data }));
  const moves = events.flatMap(({ event }) =>
    event.kind === 'PROPOSAL' ? measureRows({ positionId: event.id }, event.position.moves) : [],
  );
  await insertMeasures(tx, moves);
  await insertCitations(
    tx,
    events.flatMap(({ event }) => citationRows({ eventId: event.id }, event.citations)),
  );
}

/** Takes events out, to be inserted anew as corrected. What hangs off them goes with them. */
export async function removeEvents(tx: WriteTx, ids: readonly string[]): Promise<void> {
  await inBatches(ids, (batch) => tx.event.deleteMany({ where: { id: { in: batch } } }));
}

/** Marks an event as retracted. All that hangs off it stays. */
export async function markRetracted(tx: WriteTx, id: string): Promise<void> {
  await tx.event.update({ where: { id }, data: { state: 'RETRACTED' } });
}

function eventRow({ negotiation, event }: OwnedEvent): Prisma.EventCreateManyInput {
  const { id, kind, date, time, endDate, announcedOn, headline, summary, significance, confidence } = event;
  return {
    id,
    negotiationSlug: negotiation,
    kind,
    date,
    time: time ?? null,
    endDate: endDate ?? null,
    announcedOn: announcedOn ?? null,
    effectiveDay: effectiveDay(date),
    knownFrom: knownFrom(event),
    sortKey: sortKeyOf(event),
    headline,
    summary,
    significance,
    confidence,
  };
}
