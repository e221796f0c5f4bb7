import { z } from 'zod';
import { asStillSet, isCalledOffAhead } from '#domain/event/announcement.ts';
import type { Event } from '#domain/event/event.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import { dayOf } from '#domain/time/zone.ts';
import { Prisma } from '../generated/client.ts';
import type { ReadTx } from '../transaction.ts';

const toldSchema = z.array(z.object({ key: z.string(), recordedAt: z.date() }));

/** What the log had said up to a number, where the record of then is asked for and not that of today. */
export interface KnownThen {
  readonly version: number;
  readonly timeZoneOf: (event: Event) => string;
}

/** Tells events as they stood on a date: sessions that lay ahead and that the record called off only later are still set. */
export async function readStillSet(
  tx: ReadTx,
  events: Iterable<Event>,
  asOf: CalendarDate,
  known?: KnownThen,
): Promise<(event: Event) => Event> {
  const ahead = [...events].filter((event) => isCalledOffAhead(event, asOf));
  if (ahead.length === 0) return (event) => event;
  const told = new Map((await readCalledOff(tx, ahead, known?.version)).map(({ key, recordedAt }) => [key, recordedAt.toISOString()]));
  const timeZoneOf = known?.timeZoneOf ?? (await readTimeZones(tx, ahead));
  const days = new Map(
    ahead.flatMap((event) => {
      const instant = told.get(event.id);
      return instant === undefined ? [] : [[event.id, dayOf(instant, timeZoneOf(event))] as const];
    }),
  );
  return (event) => asStillSet(event, days.get(event.id), asOf);
}

/** Since when the log has said that sessions are called off, without having said otherwise in between. */
async function readCalledOff(tx: ReadTx, sessions: readonly Event[], version?: number): Promise<z.infer<typeof toldSchema>> {
  const ids = sessions.map(({ id }) => id);
  const until = version === undefined ? Prisma.empty : Prisma.sql`AND "seq" <= ${version}`;
  return toldSchema.parse(
    await tx.$queryRaw`
      WITH said AS (
        SELECT "key", "seq", "recordedAt", ("after" -> 'session' ->> 'status' = 'CANCELLED') IS TRUE AS "off"
        FROM "Change" WHERE "entity" = 'EVENT' AND "key" = ANY (${ids}) ${until}
      )
      SELECT s."key", min(s."recordedAt") AS "recordedAt" FROM said s
      WHERE s."off" AND NOT EXISTS (SELECT FROM said l WHERE l."key" = s."key" AND l."seq" > s."seq" AND NOT l."off") GROUP BY s."key"`,
  );
}

async function readTimeZones(tx: ReadTx, events: readonly Event[]): Promise<(event: Event) => string> {
  const rows = await tx.event.findMany({
    where: { id: { in: events.map(({ id }) => id) } },
    select: { id: true, negotiation: { select: { timeZone: true } } },
  });
  const zones = new Map(rows.map(({ id, negotiation }) => [id, negotiation.timeZone]));
  return ({ id }) => zones.get(id) ?? 'UTC';
}
