import type { Metadata } from 'next';
import { AlignedStoppages } from '#components/charts/aligned.tsx';
import { ComparisonMatrix } from '#components/comparison/matrix.tsx';
import { StatusBadge } from '#components/deal-status/status.tsx';
import { EmbedCode } from '#components/embed/code.tsx';
import { DataLinks } from '#components/ui/data-links.tsx';
import { linkTo } from '#components/ui/link-to.ts';
import { Empty, Section } from '#components/ui/section.tsx';
import { readComparison } from '#data/comparison/read.ts';
import { readDealStatuses } from '#data/deal-status/read.ts';
import { readIssues } from '#data/issue/read.ts';
import { readNegotiations, readRelated } from '#data/negotiation/read.ts';
import { alignedAxes, alignStoppage } from '#domain/comparison/alignment.ts';
import { formatDate } from '#domain/time/format.ts';
import { publicOrigin } from '#env';
import { mostEmbedded } from '#http/contracts/embed.ts';
import { askedFor, parameters, type SearchParams } from '../as-of.ts';
import { metadataOf } from '../metadata.ts';
import { oncePerRequest } from '../once.ts';
import { read } from '../read.ts';
import { PageShell } from '../shell.tsx';
import { viewOf } from '../view.ts';

/** The most negotiations that stand side by side. */
const mostCompared = 6;

/** The cycle with the most negotiations on the record, the latest of those: the round that there is most to compare in. */
function fullestCycle(cycles: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const cycle of cycles) counts.set(cycle, (counts.get(cycle) ?? 0) + 1);
  return [...counts].toSorted(([one, few], [other, many]) => many - few || (one < other ? 1 : -1))[0]?.[0];
}

const load = oncePerRequest(async ({ searchParams }: { searchParams: SearchParams }) => {
  const view = await viewOf(searchParams);
  const asked = await askedFor(searchParams);
  return read(async (tx) => {
    const { items: choices } = await readNegotiations(tx, { asOf: view.asOf, limit: 50 });
    const { items: issues } = await readIssues(tx, { limit: 200 });
    const cycle = fullestCycle(choices.map(({ negotiation }) => negotiation.cycle));
    const wanted = new Set(parameters(asked.negotiations));
    const known = choices.filter(({ negotiation }) => wanted.has(negotiation.slug));
    const chosen = (known.length > 0 ? known : choices.filter(({ negotiation }) => negotiation.cycle === cycle)).slice(0, mostCompared);
    const slugs = chosen.map(({ negotiation }) => negotiation.slug).toReversed();
    const issueNames = new Set(issues.map((issue) => issue.slug));
    const chosenIssues = parameters(asked.issues).filter((issue) => issueNames.has(issue));
    if (slugs.length === 0)
      return { view, choices, issues, slugs, chosenIssues, comparison: null, related: [], statuses: [], stoppages: [] };
    const comparison = await readComparison(tx, {
      asOf: view.asOf,
      negotiations: slugs,
      ...(chosenIssues.length > 0 && { issues: chosenIssues }),
    });
    const statuses = await readDealStatuses(tx, { asOf: view.asOf, negotiations: slugs, limit: mostCompared });
    const moves = new Map(statuses.items.map((item) => [item.negotiation.slug, item.moves]));
    const stoppages = comparison.negotiations.flatMap(({ slug, shortTitle }) => {
      const stoppage = alignStoppage(moves.get(slug) ?? [], view.asOf);
      return stoppage === null ? [] : [{ slug, name: shortTitle, stoppage }];
    });
    // A cell is held against the settlements of its cycle, and a status ends when the next round's agreement is in force.
    const cycles = [...new Set(comparison.negotiations.map((negotiation) => negotiation.cycle))];
    const related = await readRelated(tx, { following: slugs, cycles });
    return { view, choices, issues, slugs, chosenIssues, comparison, related, statuses: statuses.items, stoppages };
  });
});

/** What of a comparison an embed has room for. */
function embeddable(slugs: readonly string[], issues: readonly string[]): { negotiations: string; issues: string } {
  return {
    negotiations: slugs.slice(0, mostEmbedded.negotiations).join(','),
    issues: issues.slice(0, mostEmbedded.issues).join(','),
  };
}

export async function generateMetadata({ searchParams }: { searchParams: SearchParams }): Promise<Metadata> {
  const { view, slugs, chosenIssues, comparison } = await load({ searchParams });
  const names = comparison?.negotiations.map((negotiation) => negotiation.shortTitle).join(', ') ?? 'negotiations';
  return metadataOf({
    title: `Compare ${names}`,
    description: `What each union asked, was offered and got, issue by issue, as of ${formatDate(view.asOf)}.`,
    path: linkTo('/compare', view.linkDate, { negotiations: slugs.join(','), issues: chosenIssues.join(',') }),
    ...(slugs.length > 0 && {
      picture: linkTo('/og/compare', view.linkDate, { negotiations: slugs.join(',') }),
      embedded: linkTo('/compare', view.linkDate, embeddable(slugs, chosenIssues)),
    }),
  });
}

export default async function ComparePage({ searchParams }: { searchParams: SearchParams }) {
  const { view, choices, issues, slugs, chosenIssues, comparison, related, statuses, stoppages } = await load({ searchParams });
  const columns = (comparison?.negotiations ?? []).map(({ slug, shortTitle }) => {
    const status = statuses.find((item) => item.negotiation.slug === slug)?.status;
    return { slug, shortTitle, status: status === undefined ? null : <StatusBadge headline={status.headline} label={status.label} /> };
  });
  return (
    <PageShell
      view={view}
      path="/compare"
      parameters={{ negotiations: slugs.join(','), issues: chosenIssues.join(',') }}
      {...(comparison !== null && { about: slugs, restsOn: related })}
    >
      <h1 className="text-4xl sm:text-5xl">Side by side</h1>
      <p className="mt-3 max-w-[42rem] text-lg text-soft">
        What each union asked, what it was offered and what it got, issue by issue, as of {formatDate(view.asOf)}.
      </p>
      {comparison === null ? (
        <div className="mt-6">
          <Empty>No negotiation is on the record by this date.</Empty>
        </div>
      ) : (
        <>
          <ul className="mt-6 flex flex-wrap gap-x-10 gap-y-3">
            {columns.map(({ slug, shortTitle, status }) => (
              <li key={slug}>
                <a href={linkTo(`/negotiations/${slug}`, view.linkDate)} className="font-serif text-xl">
                  {shortTitle}
                </a>
                <span className="block text-sm">{status}</span>
              </li>
            ))}
          </ul>
          <p className="no-print mt-4 text-sm">
            <a href="#choose">Choose other negotiations or issues</a>
          </p>
          {stoppages.length > 0 && (
            <Section
              id="stoppages"
              title="Day by day of each stoppage"
              lead="Each bar begins with its own first day, so that day 81 of one stands under day 81 of another. All counts are inclusive."
            >
              <AlignedStoppages rows={stoppages} view={view} />
              <DataLinks
                view={view}
                shown={{
                  path: '/timeline',
                  parameters: {
                    negotiation: stoppages.map(({ slug }) => slug).join(','),
                    axis: alignedAxes.join(','),
                    to: view.asOf,
                    limit: '200',
                  },
                  name: 'stoppages',
                }}
              />
            </Section>
          )}
          <Section
            id="issues"
            title="Issue by issue"
            lead="The latest position of each side on the record by this date; an account that somebody else gave of it stands only where a side made no move of its own."
          >
            <EmbedCode
              embed={{ kind: 'compare', parameters: embeddable(slugs, chosenIssues), title: 'Negotiations side by side (Parley)' }}
              view={view}
              origin={publicOrigin()}
            />
            <div className="mb-4">
              <DataLinks
                view={view}
                shown={{
                  path: '/comparison',
                  parameters: {
                    negotiations: slugs.join(','),
                    ...(chosenIssues.length > 0 && { issues: chosenIssues.join(',') }),
                  },
                  name: 'comparison',
                }}
              />
            </div>
            <ComparisonMatrix rows={comparison.rows} columns={columns} view={view} />
          </Section>
        </>
      )}
      <details id="choose" className="no-print mt-10" open={comparison === null || undefined}>
        <summary className="font-semibold">Choose what to compare</summary>
        <form action="/compare" method="get" className="mt-3 border-rule border p-4">
          {view.linkDate !== null && <input type="hidden" name="asOf" value={view.linkDate} />}
          <fieldset>
            <legend className="font-semibold">Negotiations, up to {mostCompared}</legend>
            <div className="mt-1 flex flex-wrap gap-x-6 gap-y-1 text-sm">
              {choices.map(({ negotiation }) => (
                <label key={negotiation.slug} className="flex items-center gap-2 py-1">
                  <input type="checkbox" name="negotiations" value={negotiation.slug} defaultChecked={slugs.includes(negotiation.slug)} />
                  {negotiation.shortTitle}
                </label>
              ))}
            </div>
          </fieldset>
          <fieldset className="mt-4">
            <legend className="font-semibold">Issues; none for all</legend>
            <div className="mt-1 flex flex-wrap gap-x-6 gap-y-1 text-sm">
              {issues.map((issue) => (
                <label key={issue.slug} className="flex items-center gap-2 py-1">
                  <input type="checkbox" name="issues" value={issue.slug} defaultChecked={chosenIssues.includes(issue.slug)} />
                  {issue.title}
                </label>
              ))}
            </div>
          </fieldset>
          <button type="submit" className="mt-4">
            Compare
          </button>
        </form>
      </details>
    </PageShell>
  );
}
