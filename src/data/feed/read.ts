import { z } from 'zod';
import type { Change } from '#domain/change/change.ts';
import type { EventKind, Significance } from '#domain/event/event.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import type { TimelineEntry } from '#domain/timeline/timeline.ts';
import { toChange } from '../change/read.ts';
import { found, visible } from '../event/known.ts';
import { Prisma } from '../generated/client.ts';
import { eventsOfPeople, issuesBelow, readEntries } from '../timeline/read.ts';
import type { ReadTx } from '../transaction.ts';

/** How far back in the log the entries of a feed are looked for, in changes that fit its filter, and in corrections of what may have fitted it. */
const lookedAt = 2_000;

/** What a feed is narrowed to. */
export interface FeedFilter {
  /** The date that events have to be known by. */
  readonly asOf: CalendarDate;
  readonly negotiation?: readonly string[] | undefined;
  readonly union?: readonly string[] | undefined;
  readonly issue?: readonly string[] | undefined;
  readonly person?: readonly string[] | undefined;
  readonly kind?: readonly EventKind[] | undefined;
  readonly significance?: Significance | undefined;
  /** Only what was corrected or retracted, of facts of every kind; otherwise events alone. */
  readonly corrections: boolean;
  readonly limit: number;
}

const seqsSchema = z.array(z.object({ seq: z.bigint() }));

/**
 * The latest changes that a feed tells, the newest first; of those recorded at once, as when a record is loaded, the events that happened
 * last. Also the events among them as they stand. A correction belongs to the feed in which its event stood before, too: whoever read it
 * there is told that it stands there no more.
 */
export async function readFeed(
  tx: ReadTx,
  filter: FeedFilter,
): Promise<{ readonly changes: readonly Change[]; readonly events: ReadonlyMap<string, TimelineEntry> }> {
  const { asOf, negotiation, union, issue, person, kind, significance, corrections, limit } = filter;
  const ofRounds = [
    negotiation && Prisma.sql`c."negotiationSlug" IN (${Prisma.join([...negotiation])})`,
    union &&
      Prisma.sql`c."negotiationSlug" = ANY (ARRAY(SELECT u."negotiationSlug" FROM "NegotiationUnion" u WHERE u."unionSlug" IN (${Prisma.join([...union])})))`,
  ].filter((condition) => condition !== undefined);
  const conditions = [
    corrections ? Prisma.sql`c."kind" IN ('CORRECTED', 'RETRACTED')` : Prisma.sql`c."entity" = 'EVENT'`,
    Prisma.sql`(c."entity" <> 'EVENT' OR e."id" IS NULL OR ${visible(asOf)})`,
    ...ofRounds,
    issue && onEvents(eventsOnIssues(issue)),
    person && onEvents(eventsOfPeople(person)),
    kind && Prisma.sql`e."kind" IN (${Prisma.join(kind.map((one) => Prisma.sql`${one}::"EventKind"`))})`,
    significance && Prisma.sql`e."significance" = ${significance}::"Significance"`,
  ].filter((condition) => condition !== undefined);
  const stood = [
    issue && stoodOnIssues(issue),
    person && stoodForPeople(person),
    kind && Prisma.sql`c."before" ->> 'kind' IN (${Prisma.join([...kind])})`,
    significance && Prisma.sql`c."before" ->> 'significance' = ${significance}`,
  ].filter((condition) => condition !== undefined);
  const left =
    stood.length === 0
      ? Prisma.empty
      : Prisma.sql`UNION
        SELECT c."seq", c."recordedAt", e."sortKey" FROM (
          SELECT c.* FROM "Change" c
          WHERE ${Prisma.join([Prisma.sql`c."kind" <> 'PUBLISHED'`, ...ofRounds], ' AND ')} ORDER BY c."seq" DESC LIMIT ${lookedAt}
        ) c JOIN "Event" e ON e."id" = c."key" WHERE ${Prisma.join([Prisma.sql`c."entity" = 'EVENT'`, visible(asOf), ...stood], ' AND ')}`;
  const places = seqsSchema.parse(
    await tx.$queryRaw`
      WITH recent AS MATERIALIZED (
        SELECT c."seq", c."recordedAt", e."sortKey" FROM "Change" c LEFT JOIN "Event" e ON c."entity" = 'EVENT' AND e."id" = c."key"
        WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY c."seq" DESC LIMIT ${lookedAt}
      ) SELECT "seq" FROM (SELECT * FROM recent ${left}) told ORDER BY "recordedAt" DESC, "sortKey" DESC NULLS LAST, "seq" DESC LIMIT ${limit}`,
  );
  const order = new Map(places.map(({ seq }, index) => [Number(seq), index]));
  const rows = await tx.change.findMany({ where: { seq: { in: places.map(({ seq }) => seq) } } });
  const changes = rows.map(toChange).toSorted((one, other) => (order.get(one.seq) ?? 0) - (order.get(other.seq) ?? 0));
  const ids = new Set(changes.filter(({ entity }) => entity === 'EVENT').map(({ key }) => key));
  const entries = await readEntries(tx, [...ids], asOf);
  return { changes, events: new Map(entries.map((entry) => [entry.event.id, entry])) };
}

function onEvents(events: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(c."entity" = 'EVENT' AND c."key" = ANY (ARRAY(${events})))`;
}

function eventsOnIssues(issues: readonly string[]): Prisma.Sql {
  return Prisma.sql`
    SELECT p."eventId" FROM "Position" p JOIN "Demand" d ON d."negotiationSlug" = p."negotiationSlug" AND d."id" = p."demandId"
    WHERE d."issueSlug" IN (${issuesBelow(issues)})`;
}

/** Whether the event of correction `c` was a move on any of the issues, or on issues at any depth below them. */
function stoodOnIssues(issues: readonly string[]): Prisma.Sql {
  return found(Prisma.sql`
    FROM "Demand" d WHERE d."negotiationSlug" = c."negotiationSlug" AND d."id" = c."before" -> 'position' ->> 'demand'
    AND d."issueSlug" = ANY (ARRAY(${issuesBelow(issues)}))`);
}

/** Whether the event of correction `c` was something that these people said, or a session that they attended. */
function stoodForPeople(people: readonly string[]): Prisma.Sql {
  const slugs = Prisma.sql`${[...people]}::text[]`;
  return Prisma.sql`(c."before" -> 'statement' ->> 'speaker' = ANY (${slugs}) OR jsonb_exists_any(c."before" -> 'session' -> 'attendees', ${slugs}))`;
}

/** When the log was last added to, as an instant; null while it is empty. */
export async function readLastRecorded(tx: ReadTx): Promise<string | null> {
  const last = await tx.change.findFirst({ orderBy: { seq: 'desc' }, select: { recordedAt: true } });
  return last?.recordedAt.toISOString() ?? null;
}
