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

/**
 * Whether a query finds anything, asked row by row. PostgreSQL may answer an EXISTS below an OR by hashing the whole table
 * first; this it cannot hash.
 */
export function found(query: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`((SELECT true ${query} LIMIT 1) IS TRUE)`;
}

/** Whether the terms of a negotiation were known: the sides had agreed, at least tentatively. */
export function agreementKnown(negotiation: Prisma.Sql, asOf: CalendarDate): Prisma.Sql {
  return Prisma.sql`(
    SELECT s."state" FROM "DealStatus" s JOIN "Event" b ON b."negotiationSlug" = s."negotiationSlug" AND b."id" = s."eventId"
    WHERE s."negotiationSlug" = ${negotiation} AND s."axis" = 'BARGAINING' AND b."state" = 'PUBLISHED' AND b."sortKey" < ${effectiveBound(asOf)}
    ORDER BY b."sortKey" DESC, b."id" DESC, s."position" DESC LIMIT 1
  ) IN ('TENTATIVE_AGREEMENT', 'CONCLUDED')`;
}

/** Whether anything was known of a demand: a move on it, or a term that answers it. */
export function demandKnown(negotiation: Prisma.Sql, demand: Prisma.Sql, asOf: CalendarDate): Prisma.Sql {
  const moved = found(Prisma.sql`
    FROM "Position" p JOIN "Event" m ON m."id" = p."eventId"
    WHERE p."negotiationSlug" = ${negotiation} AND p."demandId" = ${demand} AND m."state" = 'PUBLISHED' AND m."sortKey" < ${effectiveBound(asOf)}`);
  const answered = found(Prisma.sql`FROM "Term" t WHERE t."negotiationSlug" = ${negotiation} AND t."demandId" = ${demand}`);
  return Prisma.sql`(${moved} OR (${answered} AND ${agreementKnown(negotiation, asOf)}))`;
}
