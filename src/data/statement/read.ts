import type { Event } from '#domain/event/event.ts';
import type { Side } from '#domain/party/party.ts';
import type { TimelineEntry, TimelineKey } from '#domain/timeline/timeline.ts';
import { Prisma } from '../generated/client.ts';
import type { Page } from '../page.ts';
import { atTheTime, inOffice } from '../party/office.ts';
import { type EventsRequest, ofSide, oneOf, readEvents } from '../timeline/read.ts';
import type { ReadTx } from '../transaction.ts';

/** An event that is a statement. */
export type StatementEntry = TimelineEntry<Extract<Event, { kind: 'STATEMENT' }>>;

/** What a list of statements can be narrowed to. */
export interface StatementFilter extends EventsRequest {
  /** What these people said. */
  readonly person?: readonly string[] | undefined;
  /** What people of this side said. */
  readonly party?: Side | undefined;
  /** What was said for this organization, or by people in office there at the time. */
  readonly organization?: string | undefined;
}

/** The statements that had been made by `asOf`, in order of time. */
export async function readStatements(
  tx: ReadTx,
  { person, party, organization, ...request }: StatementFilter,
): Promise<Page<StatementEntry, TimelineKey>> {
  const conditions = [
    Prisma.sql`e."kind" = 'STATEMENT'`,
    person && oneOf(Prisma.sql`SELECT s."eventId" FROM "Statement" s WHERE s."speakerSlug" IN (${Prisma.join([...person])})`),
    party && ofSide(party),
    organization &&
      oneOf(Prisma.sql`
        SELECT s."eventId" FROM "Statement" s WHERE s."organization" = ${organization}
        UNION SELECT s."eventId" FROM ${inOffice(organization)} JOIN "Statement" s ON s."speakerSlug" = r."personSlug" JOIN "Event" d ON d."id" = s."eventId" AND ${atTheTime}`),
  ];
  // Words are said, never announced.
  const { items, next } = await readEvents(tx, request, conditions, [Prisma.sql`false`]);
  return { items: items.flatMap(({ event, ...rest }) => (event.kind === 'STATEMENT' ? [{ ...rest, event }] : [])), next };
}
