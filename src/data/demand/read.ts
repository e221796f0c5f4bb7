import type { Demand } from '#domain/demand/demand.ts';
import type { Side } from '#domain/party/party.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import { demandKnown } from '../event/known.ts';
import { Prisma } from '../generated/client.ts';
import { type Page, type PageRequest, pageOf, type ScopedKey, scopedKeys } from '../page.ts';
import { issuesBelow } from '../timeline/read.ts';
import type { ReadTx } from '../transaction.ts';
import { demandSelect, toDemand } from './map.ts';

/** A demand with the negotiation that it is on the table of. */
export interface DemandEntry {
  readonly negotiation: string;
  readonly demand: Demand;
}

/** What a list of demands can be narrowed to. */
export interface DemandFilter {
  readonly asOf: CalendarDate;
  readonly negotiation?: readonly string[] | undefined;
  /** Demands under these issues, or issues below them. */
  readonly issue?: readonly string[] | undefined;
  readonly raisedBy?: Side | undefined;
}

/** The demands that something was known of by `asOf`, by negotiation and id. */
export async function readDemands(
  tx: ReadTx,
  { asOf, negotiation, issue, raisedBy, limit, after }: DemandFilter & PageRequest<ScopedKey>,
): Promise<Page<DemandEntry, ScopedKey>> {
  const conditions = [
    demandKnown(Prisma.sql`d."negotiationSlug"`, Prisma.sql`d."id"`, asOf),
    negotiation && Prisma.sql`d."negotiationSlug" IN (${Prisma.join([...negotiation])})`,
    issue && Prisma.sql`d."issueSlug" IN (${issuesBelow(issue)})`,
    raisedBy && Prisma.sql`d."raisedBy" = ${raisedBy}::"Side"`,
    after && Prisma.sql`(d."negotiationSlug", d."id") > (${after.negotiation}, ${after.id})`,
  ].filter((condition) => condition !== undefined);
  const keys = scopedKeys.parse(
    await tx.$queryRaw`
      SELECT d."negotiationSlug" AS negotiation, d."id" FROM "Demand" d WHERE ${Prisma.join(conditions, ' AND ')}
      ORDER BY d."negotiationSlug", d."id" LIMIT ${limit + 1}`,
  );
  const page = pageOf(keys, limit, (key) => key);
  return { items: await readDemandsByKey(tx, page.items), next: page.next };
}

/** The demands of one negotiation that something was known of by `asOf`, in the order of the record; at most 500. */
export async function readDemandsOf(tx: ReadTx, negotiation: string, asOf: CalendarDate): Promise<Demand[]> {
  const keys = scopedKeys.parse(
    await tx.$queryRaw`
      SELECT d."negotiationSlug" AS negotiation, d."id" FROM "Demand" d
      WHERE d."negotiationSlug" = ${negotiation} AND ${demandKnown(Prisma.sql`d."negotiationSlug"`, Prisma.sql`d."id"`, asOf)}
      ORDER BY d."position" LIMIT 500`,
  );
  return (await readDemandsByKey(tx, keys)).map(({ demand }) => demand);
}

/** Demands by their keys, in the order given. */
export async function readDemandsByKey(tx: ReadTx, keys: readonly ScopedKey[]): Promise<DemandEntry[]> {
  if (keys.length === 0) return [];
  const rows = await tx.demand.findMany({
    where: { OR: keys.map(({ negotiation, id }) => ({ negotiationSlug: negotiation, id })) },
    select: demandSelect,
  });
  const byKey = new Map(rows.map((row) => [`${row.negotiationSlug}/${row.id}`, row]));
  return keys.flatMap(({ negotiation, id }) => {
    const row = byKey.get(`${negotiation}/${id}`);
    return row === undefined ? [] : [{ negotiation, demand: toDemand(row) }];
  });
}

/** The issue of every demand of some negotiations, by negotiation/id. */
export async function readIssueOfDemands(tx: ReadTx, negotiations: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.demand.findMany({
    where: { negotiationSlug: { in: [...negotiations] } },
    select: { negotiationSlug: true, id: true, issueSlug: true },
  });
  return new Map(rows.map(({ negotiationSlug, id, issueSlug }) => [`${negotiationSlug}/${id}`, issueSlug]));
}
