import type { Event } from '#domain/event/event.ts';
import type { BargainingSession } from '#domain/session/session.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import type { TimelineEntry, TimelineKey } from '#domain/timeline/timeline.ts';
import { effectiveBound, found } from '../event/known.ts';
import { Prisma } from '../generated/client.ts';
import type { Page } from '../page.ts';
import { atTheTime, inOffice } from '../party/office.ts';
import { type EventsRequest, oneOf, readEntries, readEvents } from '../timeline/read.ts';
import type { ReadTx } from '../transaction.ts';

/** An event that is a session. */
export type SessionEntry = TimelineEntry<Extract<Event, { kind: 'SESSION' }>>;

/** What a list of sessions can be narrowed to. */
export interface SessionFilter extends EventsRequest {
  readonly status?: BargainingSession['status'] | undefined;
  /** Sessions that these people attended. */
  readonly person?: readonly string[] | undefined;
  /** Sessions that people in office at this organization at the time attended. */
  readonly organization?: string | undefined;
}

/** The sessions that had taken place or been announced by `asOf`, in order of time. */
export async function readSessions(
  tx: ReadTx,
  { status, person, organization, ...request }: SessionFilter,
): Promise<Page<SessionEntry, TimelineKey>> {
  const isSession = Prisma.sql`e."kind" = 'SESSION'`;
  const effective = [
    status && withStatus(status),
    person && oneOf(Prisma.sql`SELECT a."eventId" FROM "SessionAttendee" a WHERE a."personSlug" IN (${Prisma.join([...person])})`),
    organization &&
      oneOf(Prisma.sql`
        SELECT a."eventId" FROM ${inOffice(organization)}
        JOIN "SessionAttendee" a ON a."personSlug" = r."personSlug" JOIN "Event" d ON d."id" = a."eventId" AND ${atTheTime}`),
  ];
  // Before its day a session is scheduled or called off and no more: not whether it was held, nor who would be there.
  const announced = [
    status === 'HELD' && Prisma.sql`false`,
    status === 'SCHEDULED' && Prisma.sql`e."id" <> ALL (${await readCalledOffAhead(tx, request.asOf)}::text[])`,
    status === 'CANCELLED' && Prisma.sql`e."id" = ANY (${await readCalledOffAhead(tx, request.asOf)}::text[])`,
    (person ?? organization) !== undefined && Prisma.sql`false`,
  ];
  const { items, next } = await readEvents(tx, request, [isSession, ...effective], [isSession, ...announced]);
  return { items: items.flatMap(({ event, ...rest }) => (event.kind === 'SESSION' ? [{ ...rest, event }] : [])), next };
}

/** The sessions that lay ahead on a date and had been called off by then. */
async function readCalledOffAhead(tx: ReadTx, asOf: CalendarDate): Promise<readonly string[]> {
  const rows = await tx.bargainingSession.findMany({
    where: { status: 'CANCELLED', event: { state: 'PUBLISHED', sortKey: { gt: effectiveBound(asOf) }, knownFrom: { lte: asOf } } },
    select: { eventId: true },
  });
  const entries = await readEntries(
    tx,
    rows.map(({ eventId }) => eventId),
    asOf,
  );
  return entries.flatMap(({ event }) => (event.kind === 'SESSION' && event.session.status === 'CANCELLED' ? [event.id] : []));
}

/** Nearly all sessions were held; the few others are found by their status, and not by walking past the held ones. */
function withStatus(status: BargainingSession['status']): Prisma.Sql {
  const sessions = Prisma.sql`FROM "BargainingSession" b WHERE b."status" = ${status}::"SessionStatus"`;
  return status === 'HELD' ? found(Prisma.sql`${sessions} AND b."eventId" = e."id"`) : oneOf(Prisma.sql`SELECT b."eventId" ${sessions}`);
}
