import type { Issue } from '#domain/issue/issue.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import { type DemandEntry, readDemandsByKey } from '../demand/read.ts';
import { demandKnown } from '../event/known.ts';
import { Prisma } from '../generated/client.ts';
import { type Page, type PageRequest, pageOf, scopedKeys } from '../page.ts';
import { issuesBelow } from '../timeline/read.ts';
import type { ReadTx } from '../transaction.ts';
import { issueSelect, toIssue } from './map.ts';

/** The place of an issue in the order of the record, which is the order of the rows of a comparison. */
export interface IssueKey {
  readonly position: number;
  readonly slug: string;
}

/** What a list of issues can be narrowed to. */
export interface IssueFilter {
  /** Only those directly below this one. */
  readonly parent?: string | undefined;
  readonly economic?: boolean | undefined;
}

/** An issue with those below it and the demands under it in every negotiation. */
export interface IssueDetail {
  readonly issue: Issue;
  readonly children: readonly Issue[];
  /** At most 200, by negotiation, the latest begun first. */
  readonly demands: readonly DemandEntry[];
}

const byPosition = [{ position: 'asc' }, { slug: 'asc' }] as const satisfies Prisma.IssueOrderByWithRelationInput[];

/** The issues in the order of the record. */
export async function readIssues(
  tx: ReadTx,
  { parent, economic, limit, after }: IssueFilter & PageRequest<IssueKey>,
): Promise<Page<Issue, IssueKey>> {
  const rows = await tx.issue.findMany({
    where: {
      ...(parent !== undefined && { parentSlug: parent }),
      ...(economic !== undefined && { economic }),
      ...(after !== undefined && { OR: [{ position: { gt: after.position } }, { position: after.position, slug: { gt: after.slug } }] }),
    },
    orderBy: [...byPosition],
    take: limit + 1,
    select: { ...issueSelect, position: true },
  });
  const page = pageOf(rows, limit, ({ position, slug }) => ({ position, slug }));
  return { items: page.items.map(toIssue), next: page.next };
}

/** One issue; null where there is none. */
export async function readIssue(tx: ReadTx, slug: string, { asOf }: { asOf: CalendarDate }): Promise<IssueDetail | null> {
  const row = await tx.issue.findUnique({
    where: { slug },
    select: { ...issueSelect, children: { select: issueSelect, orderBy: [...byPosition], take: 200 } },
  });
  if (row === null) return null;
  const keys = scopedKeys.parse(
    await tx.$queryRaw`
      SELECT d."negotiationSlug" AS negotiation, d."id" FROM "Demand" d JOIN "Negotiation" n ON n."slug" = d."negotiationSlug"
      WHERE d."issueSlug" IN (${issuesBelow([slug])}) AND ${demandKnown(Prisma.sql`d."negotiationSlug"`, Prisma.sql`d."id"`, asOf)}
      ORDER BY n."startedOn" DESC, n."slug", d."position" LIMIT 200`,
  );
  return { issue: toIssue(row), children: row.children.map(toIssue), demands: await readDemandsByKey(tx, keys) };
}
