import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CellContent } from '#components/comparison/cell.tsx';
import { SharedNumbers } from '#components/comparison/numbers.tsx';
import { Follow } from '#components/follow/follow.tsx';
import { ToldEvents } from '#components/party/activity.tsx';
import { DataLinks } from '#components/ui/data-links.tsx';
import { linkTo } from '#components/ui/link-to.ts';
import { LinkList } from '#components/ui/references.tsx';
import { Empty, Section } from '#components/ui/section.tsx';
import { readComparison } from '#data/comparison/read.ts';
import { readIssue } from '#data/issue/read.ts';
import { readNegotiations, readShortTitles } from '#data/negotiation/read.ts';
import { readTimeline } from '#data/timeline/read.ts';
import type { SearchParams } from '../../as-of.ts';
import { sourcesOf, speakerNames } from '../../cited.ts';
import { feedAlternates, feedsOf } from '../../feeds/discovery.ts';
import { metadataOf } from '../../metadata.ts';
import { oncePerRequest } from '../../once.ts';
import { read } from '../../read.ts';
import { PageShell } from '../../shell.tsx';
import { viewOf } from '../../view.ts';

interface Props {
  readonly params: Promise<{ slug: string }>;
  readonly searchParams: SearchParams;
}

/** The most rounds that an issue is followed through on one page. */
const mostRounds = 25;

/** How many of the latest moves on it the page of an issue tells. */
const latestMoves = 15;

const load = oncePerRequest(async ({ params, searchParams }: Props) => {
  const { slug } = await params;
  const view = await viewOf(searchParams);
  return read(async (tx) => {
    const detail = await readIssue(tx, slug, { asOf: view.asOf });
    if (detail === null) return null;
    const { items } = await readNegotiations(tx, { asOf: view.asOf, limit: mostRounds });
    const negotiations = items.map(({ negotiation }) => negotiation.slug).toReversed();
    const comparison = negotiations.length === 0 ? null : await readComparison(tx, { asOf: view.asOf, negotiations, issues: [slug] });
    const moves = await readTimeline(tx, { asOf: view.asOf, to: view.asOf, issue: [slug], order: 'desc', limit: latestMoves });
    const events = moves.items.map(({ event }) => event);
    return {
      view,
      ...detail,
      comparison,
      moves: moves.items,
      activity: {
        sources: await sourcesOf(tx, events),
        people: await speakerNames(tx, events),
        negotiations: await readShortTitles(tx, [...new Set(moves.items.map(({ negotiation }) => negotiation))]),
      },
    };
  });
});

export async function generateMetadata(props: Props): Promise<Metadata> {
  const found = await load(props);
  if (found === null) return { title: 'Not in the record' };
  return metadataOf({
    title: found.issue.title,
    description: found.issue.summary,
    path: linkTo(`/issues/${found.issue.slug}`, found.view.linkDate),
    feeds: feedAlternates({ issue: [found.issue.slug] }, found.issue.title),
  });
}

export default async function IssuePage(props: Props) {
  const found = await load(props);
  if (found === null) notFound();
  const { view, issue, children, comparison, moves, activity } = found;
  const names = new Map(comparison?.negotiations.map(({ slug, shortTitle }) => [slug, shortTitle]));
  const cells = comparison?.rows[0]?.cells.filter((cell) => cell.demands.length > 0 || cell.agreed.length > 0) ?? [];
  return (
    <PageShell view={view} path={`/issues/${issue.slug}`}>
      <p className="text-soft text-sm">Issue · {issue.economic ? 'economic' : 'not economic'}</p>
      <h1 className="mt-1 text-4xl">{issue.title}</h1>
      <p className="mt-3 max-w-[42rem] text-lg">{issue.summary}</p>
      <Follow feeds={feedsOf({ issue: [issue.slug] })} />
      {children.length > 0 && (
        <Section id="parts" title="Parts of it">
          <LinkList
            items={children.map((child) => ({
              href: linkTo(`/issues/${child.slug}`, view.linkDate),
              name: child.title,
              note: child.summary,
            }))}
          />
        </Section>
      )}
      <Section
        id="rounds"
        title="Across the negotiations"
        lead="In the order in which they began. The latest position of each side, what was agreed, and how that stands to the pattern."
      >
        {cells.length === 0 ? (
          <Empty>No negotiation has anything on this issue by this date.</Empty>
        ) : (
          cells.map((cell) => (
            <section key={cell.negotiation} className="grid gap-x-8 border-rule border-t py-4 sm:grid-cols-[12rem_1fr]">
              <h3 className="text-lg">
                <a href={linkTo(`/negotiations/${cell.negotiation}`, view.linkDate)}>{names.get(cell.negotiation) ?? cell.negotiation}</a>
                <a
                  href={linkTo(`/negotiations/${cell.negotiation}#timeline`, view.linkDate, { issue: issue.slug })}
                  className="block font-sans text-sm font-normal"
                >
                  Every move on it
                </a>
              </h3>
              <div className="max-w-[44rem]">
                <CellContent cell={cell} names={names} view={view} />
              </div>
            </section>
          ))
        )}
        {comparison?.rows[0] !== undefined && <SharedNumbers row={comparison.rows[0]} names={names} />}
        {cells.length > 0 && (
          <DataLinks
            view={view}
            shown={{
              path: '/comparison',
              parameters: { negotiations: cells.map(({ negotiation }) => negotiation).join(','), issues: issue.slug },
              name: `${issue.slug} across the negotiations`,
            }}
          />
        )}
      </Section>
      <Section id="moves" title="The latest moves on it">
        {moves.length === 0 ? (
          <Empty>No move on this issue is on the record by this date.</Empty>
        ) : (
          <>
            <ToldEvents items={moves} activity={activity} view={view} />
            <DataLinks
              view={view}
              shown={{
                path: '/timeline',
                parameters: { issue: issue.slug, to: view.asOf, order: 'desc', limit: String(latestMoves) },
                name: `${issue.slug} latest moves`,
              }}
            />
          </>
        )}
      </Section>
    </PageShell>
  );
}
