import { z } from 'zod';
import type { Axis } from '#domain/event/status-change.ts';
import type { Side } from '#domain/party/party.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import { entryOn, type TimelineEntry, type TimelineFilter, type TimelineKey } from '#domain/timeline/timeline.ts';
import { effectiveBound, found, visible } from '../event/known.ts';
import { eventSelect, toEvent } from '../event/map.ts';
import { Prisma } from '../generated/client.ts';
import { type Page, type PageRequest, pageOf, scopedKeys } from '../page.ts';
import { readStillSet } from '../session/called-off.ts';
import type { ReadTx } from '../transaction.ts';

/** The events that had taken effect or been announced by `asOf`, in order of time. */
export async function readTimeline(
  tx: ReadTx,
  filter: TimelineFilter & PageRequest<TimelineKey>,
): Promise<Page<TimelineEntry, TimelineKey>> {
  const { kind, axis, issue, party, person, significance, q } = filter;
  const words = q === undefined ? undefined : `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  const always = [
    kind && Prisma.sql`e."kind" IN (${Prisma.join(kind.map((one) => Prisma.sql`${one}::"EventKind"`))})`,
    significance && Prisma.sql`e."significance" = ${significance}::"Significance"`,
    axis && onAxes(axis, filter.negotiation),
    issue && (await onIssues(tx, issue, filter.negotiation)),
    party && ofSide(party),
  ];
  const effective = [person && ofPeople(person), words && Prisma.sql`(e."headline" ILIKE ${words} OR e."summary" ILIKE ${words})`];
  // Who would be in the room was not announced, nor what would be said: only headlines of what takes effect can be searched.
  // Nor was what a session or a vote would bring.
  const announced = [
    person && Prisma.sql`false`,
    axis && Prisma.sql`e."kind" NOT IN ('SESSION', 'VOTE')`,
    words && Prisma.sql`(e."headline" ILIKE ${words} AND e."kind" NOT IN ('SESSION', 'VOTE'))`,
  ];
  return readEvents(tx, filter, [...always, ...effective], [...always, ...announced]);
}

/** What every list of events is narrowed and ordered by. */
export interface EventsRequest extends PageRequest<TimelineKey> {
  readonly asOf: CalendarDate;
  readonly negotiation?: readonly string[] | undefined;
  readonly from?: CalendarDate | undefined;
  readonly to?: CalendarDate | undefined;
  readonly order: 'asc' | 'desc';
}

type Condition = Prisma.Sql | '' | false | undefined;

const placeSchema = z.array(z.object({ id: z.string(), sortKey: z.string() }));

/**
 * A page of events that meet conditions on `e`. All that had taken effect sort before all that had only been announced,
 * so that a page is a range of one index and, at its late end, a few rows of another.
 */
export async function readEvents(
  tx: ReadTx,
  { asOf, negotiation, from, to, order, limit, after }: EventsRequest,
  effective: readonly Condition[],
  announced: readonly Condition[],
): Promise<Page<TimelineEntry, TimelineKey>> {
  const direction = order === 'asc' ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const beyond = order === 'asc' ? Prisma.sql`>` : Prisma.sql`<`;
  const bound = effectiveBound(asOf);
  const conditions = (part: readonly Condition[]) =>
    Prisma.join(
      [
        Prisma.sql`e."state" = 'PUBLISHED'`,
        negotiation && Prisma.sql`e."negotiationSlug" IN (${Prisma.join([...negotiation])})`,
        from && Prisma.sql`e."sortKey" >= ${from}`,
        to && Prisma.sql`e."sortKey" < ${effectiveBound(to)}`,
        after && Prisma.sql`(e."sortKey", e."id") ${beyond} (${after.sortKey}, ${after.id})`,
        ...part,
      ].filter((condition) => condition !== undefined && condition !== '' && condition !== false),
      ' AND ',
    );
  const parts = [
    (atMost: number) => tx.$queryRaw`
      SELECT e."id", e."sortKey" FROM "Event" e WHERE e."sortKey" < ${bound} AND ${conditions(effective)}
      ORDER BY e."sortKey" ${direction}, e."id" ${direction} LIMIT ${atMost}`,
    // Materialized: few events are announced on any day, but the planner cannot know that and would walk through all that follow it.
    (atMost: number) => tx.$queryRaw`
      WITH upcoming AS MATERIALIZED (
        SELECT e."id", e."sortKey" FROM "Event" e
        WHERE e."sortKey" > ${bound} AND e."knownFrom" <= ${asOf} AND e."knownFrom" < e."effectiveDay" AND ${visible(asOf)} AND ${conditions(announced)}
      ) SELECT "id", "sortKey" FROM upcoming ORDER BY "sortKey" ${direction}, "id" ${direction} LIMIT ${atMost}`,
  ];
  const places: z.infer<typeof placeSchema> = [];
  for (const part of order === 'asc' ? parts : parts.toReversed())
    if (places.length <= limit) places.push(...placeSchema.parse(await part(limit + 1 - places.length)));
  const page = pageOf(places, limit, ({ id, sortKey }) => ({ sortKey, id }));
  const entries = await readEntries(
    tx,
    page.items.map(({ id }) => id),
    asOf,
  );
  return { items: entries, next: page.next };
}

/** The published events among these that were known by a date, in the order given and as they stood on it. */
export async function readEntries(tx: ReadTx, ids: readonly string[], asOf: CalendarDate): Promise<TimelineEntry[]> {
  const rows = await tx.event.findMany({ where: { id: { in: [...ids] }, state: 'PUBLISHED' }, select: eventSelect });
  const byId = new Map(rows.map((row) => [row.id, { negotiation: row.negotiationSlug, event: toEvent(row) }]));
  const stillSet = await readStillSet(
    tx,
    [...byId.values()].map(({ event }) => event),
    asOf,
  );
  return ids.flatMap((id) => {
    const owned = byId.get(id);
    return owned === undefined ? [] : (entryOn({ ...owned, event: stillSet(owned.event) }, asOf) ?? []);
  });
}

/** One event as it stood on a date, which is asked for with the time zone of its talks. `entry` is null where it was not known by then. */
export async function readEvent(
  tx: ReadTx,
  id: string,
  asOfIn: (timeZone: string) => CalendarDate,
): Promise<{ readonly entry: TimelineEntry | null; readonly asOf: CalendarDate } | null> {
  const row = await tx.event.findUnique({
    where: { id, state: 'PUBLISHED' },
    select: { negotiation: { select: { timeZone: true } } },
  });
  if (row === null) return null;
  const asOf = asOfIn(row.negotiation.timeZone);
  const [entry = null] = await readEntries(tx, [id], asOf);
  return { entry, asOf };
}

/** Up to how many demands under an issue it is quicker to go from them to their moves than from move to demand. */
const fewDemands = 500;

/** Moves on demands under any of the issues, or issues at any depth below them. */
async function onIssues(tx: ReadTx, issues: readonly string[], negotiations: readonly string[] | undefined): Promise<Prisma.Sql> {
  const within = negotiations === undefined ? Prisma.empty : Prisma.sql`AND d."negotiationSlug" IN (${Prisma.join([...negotiations])})`;
  const demands = scopedKeys.parse(
    await tx.$queryRaw`
      SELECT d."negotiationSlug" AS negotiation, d."id" FROM "Demand" d
      WHERE d."issueSlug" IN (${issuesBelow(issues)}) ${within} LIMIT ${fewDemands + 1}`,
  );
  if (demands.length <= fewDemands) {
    const rounds = demands.map(({ negotiation }) => negotiation);
    const ids = demands.map(({ id }) => id);
    return oneOf(Prisma.sql`
      SELECT p."eventId" FROM unnest(${rounds}::text[], ${ids}::text[]) AS k(negotiation, id)
      JOIN "Position" p ON p."negotiationSlug" = k.negotiation AND p."demandId" = k.id`);
  }
  return found(Prisma.sql`
    FROM "Position" p JOIN "Demand" d ON d."negotiationSlug" = p."negotiationSlug" AND d."id" = p."demandId"
    WHERE p."eventId" = e."id" AND d."issueSlug" IN (${issuesBelow(issues)})`);
}

/** What moved a negotiation, or one of some, on any of the axes. */
function onAxes(axes: readonly Axis[], negotiations: readonly string[] | undefined): Prisma.Sql {
  const within = negotiations === undefined ? Prisma.empty : Prisma.sql`AND x."negotiationSlug" IN (${Prisma.join([...negotiations])})`;
  return oneOf(Prisma.sql`
    SELECT x."eventId" FROM "DealStatus" x
    WHERE x."axis" IN (${Prisma.join(axes.map((axis) => Prisma.sql`${axis}::"Axis"`))}) ${within}`);
}

/** What these people said, and sessions that they attended. */
export function ofPeople(people: readonly string[]): Prisma.Sql {
  return oneOf(eventsOfPeople(people));
}

/** A query for the ids of what these people said, and of sessions that they attended. */
export function eventsOfPeople(people: readonly string[]): Prisma.Sql {
  return Prisma.sql`
    SELECT s."eventId" FROM "Statement" s WHERE s."speakerSlug" IN (${Prisma.join([...people])})
    UNION ALL SELECT a."eventId" FROM "SessionAttendee" a WHERE a."personSlug" IN (${Prisma.join([...people])})`;
}

/** Events that a query names. As an array it is run once and first, whatever the planner thinks of walking the whole timeline. */
export function oneOf(events: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`e."id" = ANY (ARRAY(${events}))`;
}

/** A query for the issues and all below them. */
export function issuesBelow(issues: readonly string[]): Prisma.Sql {
  return Prisma.sql`
    WITH RECURSIVE below("slug") AS (
      SELECT i."slug" FROM "Issue" i WHERE i."slug" IN (${Prisma.join([...issues])})
      UNION SELECT c."slug" FROM "Issue" c JOIN below ON c."parentSlug" = below."slug"
    ) SELECT "slug" FROM below`;
}

/** What a side moved, and what its people, or its organizations where nobody is named, said. */
export function ofSide(side: Side): Prisma.Sql {
  const organizations =
    side === 'UNION'
      ? Prisma.sql`SELECT u."slug" FROM "Union" u`
      : Prisma.sql`SELECT x."slug" FROM "EmployerAssociation" x UNION ALL SELECT y."slug" FROM "Studio" y`;
  const moved = found(Prisma.sql`FROM "Position" p WHERE p."eventId" = e."id" AND p."party" = ${side}::"Side"`);
  const said = found(Prisma.sql`
    FROM "Statement" s WHERE s."eventId" = e."id" AND (
      s."speakerSlug" IN (SELECT r."personSlug" FROM "Role" r WHERE r."side" = ${side}::"RoleSide")
      OR (s."speakerSlug" IS NULL AND s."organization" IN (${organizations}))
    )`);
  return Prisma.sql`(${moved} OR ${said})`;
}
