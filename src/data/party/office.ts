import { Prisma } from '../generated/client.ts';

/** The roles `r` of people at an organization. */
export function inOffice(organization: string): Prisma.Sql {
  return Prisma.sql`(SELECT * FROM "Role" o WHERE o."organization" = ${organization}) r`;
}

/** Whether the role `r` was held on the day of the event `d`, as far as the precision of either date tells. */
export const atTheTime = Prisma.sql`(
  (r."from" IS NULL OR left(d."date", length(r."from")) >= left(r."from", length(d."date")))
  AND (r."to" IS NULL OR left(d."date", length(r."to")) <= left(r."to", length(d."date")))
)`;
