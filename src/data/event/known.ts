import type { CalendarDate } from '#domain/time/partial-date.ts';
import { Prisma } from '../generated/client.ts';

/**
 * What is known of things without a date of their own, told by the events that they hang on. The rules are those of
 * the domain; they are here as SQL so that lists over the whole record can page.
 */

/** The bound below which the sort keys of events lie that had taken effect by a day: `2023-10-02T24:00` sorts below `2023-10-02U`. */
export function effectiveBound(asOf: CalendarDate): string {
  return `${asOf}U`;
}

/** Whether event `e` can be told of a day: it had taken effect, was announced, or is a vote without a result whose poll had opened. */
export function visible(asOf: CalendarDate): Prisma.Sql {
  const undecided = found(Prisma.sql`FROM "Vote" v WHERE v."eventId" = e."id" AND v."result" = 'PENDING'`);
  return Prisma.sql`(e."sortKey" < ${effectiveBound(asOf)} OR e."announcedOn" <= ${asOf} OR (e."knownFrom" <= ${asOf} AND e."kind" = 'VOTE' AND ${undecided}))`;
}

/**
 * Whether a query finds anything, asked row by row. PostgreSQL may answer an EXISTS below an OR by hashing the whole table
 * first; this it cannot hash.
 */
export function found(query: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`((SELECT true ${query} LIMIT 1) IS TRUE)`;
}

/**
 * Whether the terms of a negotiation were known: the sides had agreed, at least tentatively, and no vote had turned the deal down since,
 * or it was ratified.
 */
export function agreementKnown(negotiation: Prisma.Sql, asOf: CalendarDate): Prisma.Sql {
  const last = (steps: Prisma.Sql) => Prisma.sql`(
    SELECT s."state" FROM "DealStatus" s JOIN "Event" b ON b."negotiationSlug" = s."negotiationSlug" AND b."id" = s."eventId"
    WHERE s."negotiationSlug" = ${negotiation} AND ${steps} AND b."state" = 'PUBLISHED' AND b."sortKey" < ${effectiveBound(asOf)}
    ORDER BY b."sortKey" DESC, b."id" DESC, s."position" DESC LIMIT 1
  )`;
  // A deal that was turned down leaves the sides to bargain.
  const bargaining = last(Prisma.sql`s."axis" IN ('BARGAINING', 'APPROVAL') AND (s."axis" = 'BARGAINING' OR s."state" = 'REJECTED')`);
  const approval = last(Prisma.sql`s."axis" = 'APPROVAL'`);
  return Prisma.sql`(${bargaining} IN ('TENTATIVE_AGREEMENT', 'CONCLUDED') OR ${approval} = 'RATIFIED')`;
}

/** Whether a side had made a move on a demand. */
export function demandMoved(negotiation: Prisma.Sql, demand: Prisma.Sql, asOf: CalendarDate): Prisma.Sql {
  return found(Prisma.sql`
    FROM "Position" p JOIN "Event" m ON m."id" = p."eventId"
    WHERE p."negotiationSlug" = ${negotiation} AND p."demandId" = ${demand} AND m."state" = 'PUBLISHED' AND m."sortKey" < ${effectiveBound(asOf)}`);
}

/** Whether anything was known of a demand: a move on it, or a term that answers it. */
export function demandKnown(negotiation: Prisma.Sql, demand: Prisma.Sql, asOf: CalendarDate): Prisma.Sql {
  const answered = found(Prisma.sql`FROM "Term" t WHERE t."negotiationSlug" = ${negotiation} AND t."demandId" = ${demand}`);
  return Prisma.sql`(${demandMoved(negotiation, demand, asOf)} OR (${answered} AND ${agreementKnown(negotiation, asOf)}))`;
}
