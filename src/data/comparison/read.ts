import { z } from 'zod';
import { type ComparedNegotiation, compare } from '#domain/comparison/compare.ts';
import { type ComparisonRow, hasSomething, mostIssues } from '#domain/comparison/comparison.ts';
import { deriveAxes } from '#domain/deal-status/axes.ts';
import type { Issue } from '#domain/issue/issue.ts';
import type { Negotiation } from '#domain/negotiation/negotiation.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import { readStatusEvents } from '../deal-status/read.ts';
import { demandSelect, toDemand } from '../demand/map.ts';
import { effectiveBound } from '../event/known.ts';
import { type EventsByNegotiation, readUncitedEvents } from '../event/read.ts';
import { Prisma } from '../generated/client.ts';
import { issueSelect, toIssue } from '../issue/map.ts';
import { agreementSelect, negotiationSelect, toAgreement, toNegotiation } from '../negotiation/map.ts';
import { readDefinitions } from '../position/read.ts';
import type { ReadTx } from '../transaction.ts';

/** How many settlements of a cycle, the earliest first, are looked at for the one that set the pattern. */
const settlementsOfCycle = 25;

/**
 * Negotiations side by side on a date, in the order asked for; those not on the record by then have empty cells. Without
 * issues, all that any of the negotiations has a demand or a known term on.
 */
export async function readComparison(
  tx: ReadTx,
  {
    asOf,
    negotiations: asked,
    issues: named,
  }: { asOf: CalendarDate; negotiations: readonly string[]; issues?: readonly string[] | undefined },
): Promise<{ readonly negotiations: readonly Negotiation[]; readonly rows: readonly ComparisonRow[] }> {
  const negotiations = await readNegotiations(tx, asked, asOf);
  const settled = await readSettled(tx, negotiations, asOf);
  const moves = await readUncitedEvents(tx, {
    negotiationSlug: { in: [...asked] },
    kind: 'PROPOSAL',
    sortKey: { lt: effectiveBound(asOf) },
    ...(named !== undefined && { position: { demand: { issueSlug: { in: [...named] } } } }),
  });
  const compared = await readCompared(tx, negotiations, moves, asOf);
  const cycle = await readCompared(tx, settled, new Map(), asOf);
  const rows = compare({
    negotiations: compared,
    cycle,
    issues: await readIssues(tx, compared, named),
    definitions: await readDefinitions(
      tx,
      [...compared, ...cycle].map(({ agreement }) => agreement),
      compared.map(({ events }) => events),
    ),
    asOf,
  });
  return { negotiations, rows: named === undefined ? rows.filter(hasSomething) : rows };
}

async function readNegotiations(tx: ReadTx, slugs: readonly string[], asOf: CalendarDate): Promise<Negotiation[]> {
  const rows = await tx.negotiation.findMany({ where: { slug: { in: [...slugs] } }, select: negotiationSelect });
  const bySlug = new Map(rows.map((row) => [row.slug, toNegotiation(row, asOf)]));
  return slugs.flatMap((slug) => bySlug.get(slug) ?? []);
}

const slugsSchema = z.array(z.object({ slug: z.string() }));

/** The other negotiations of the same cycles that had reached a deal, the earliest deals first. */
async function readSettled(tx: ReadTx, compared: readonly Negotiation[], asOf: CalendarDate): Promise<Negotiation[]> {
  if (compared.length === 0) return [];
  const slugs = slugsSchema.parse(
    await tx.$queryRaw`
      SELECT n."slug" FROM "Negotiation" n
      JOIN "DealStatus" s ON s."negotiationSlug" = n."slug" AND s."axis" = 'BARGAINING' AND s."state" = 'TENTATIVE_AGREEMENT'
      JOIN "Event" e ON e."id" = s."eventId" AND e."state" = 'PUBLISHED' AND e."sortKey" < ${effectiveBound(asOf)}
      WHERE n."cycle" IN (${Prisma.join([...new Set(compared.map(({ cycle }) => cycle))])})
        AND n."slug" NOT IN (${Prisma.join(compared.map(({ slug }) => slug))})
      GROUP BY n."slug" ORDER BY max(e."sortKey"), n."slug" LIMIT ${settlementsOfCycle}`,
  );
  return readNegotiations(
    tx,
    slugs.map(({ slug }) => slug),
    asOf,
  );
}

/** Negotiations as a comparison takes them, with their moves and the events that moved them. */
async function readCompared(
  tx: ReadTx,
  negotiations: readonly Negotiation[],
  moves: EventsByNegotiation,
  asOf: CalendarDate,
): Promise<ComparedNegotiation[]> {
  const slugs = negotiations.map(({ slug }) => slug);
  const where = { negotiationSlug: { in: slugs } };
  const status = await readStatusEvents(tx, { negotiations: slugs, asOf });
  const demands = Map.groupBy(
    await tx.demand.findMany({ where, orderBy: { position: 'asc' }, select: demandSelect }),
    ({ negotiationSlug }) => negotiationSlug,
  );
  const agreements = await tx.agreement.findMany({ where, select: { negotiationSlug: true, ...agreementSelect } });
  const agreementOf = new Map(agreements.map((row) => [row.negotiationSlug, toAgreement(row)]));
  return negotiations.map((negotiation) => {
    const { slug } = negotiation;
    const moved = moves.get(slug) ?? [];
    const known = new Set(moved.map(({ id }) => id));
    const events = [...moved, ...(status.get(slug) ?? []).filter(({ id }) => !known.has(id))];
    return {
      negotiation,
      demands: (demands.get(slug) ?? []).map(toDemand),
      events,
      agreement: agreementOf.get(slug) ?? null,
      status: { axes: deriveAxes(events, asOf) },
    };
  });
}

/** The issues named, or all that the negotiations are about, in the order of the record. */
async function readIssues(tx: ReadTx, compared: readonly ComparedNegotiation[], named: readonly string[] | undefined): Promise<Issue[]> {
  const about = compared.flatMap(({ demands, agreement }) => [...demands, ...(agreement?.terms ?? [])].map(({ issue }) => issue));
  const rows = await tx.issue.findMany({
    where: { slug: { in: [...(named ?? new Set(about))] } },
    orderBy: [{ position: 'asc' }, { slug: 'asc' }],
    take: mostIssues,
    select: issueSelect,
  });
  return rows.map(toIssue);
}
