import type { Metadata } from 'next';
import { SearchItem, searchKindNames } from '#components/search/result.tsx';
import { linkTo } from '#components/ui/link-to.ts';
import { NextPage } from '#components/ui/references.tsx';
import { Empty } from '#components/ui/section.tsx';
import { readNegotiations } from '#data/negotiation/read.ts';
import type { SearchKey } from '#data/search/rank.ts';
import { type SearchPage as Found, readSearch } from '#data/search/read.ts';
import { readSourcesById } from '#data/source/read.ts';
import { longestSearch, type SearchAccount, searchKinds, tidyQuery } from '#domain/search/search.ts';
import { formatDate } from '#domain/time/format.ts';
import { earliestDay, latestDay, type PartialDate, partialDateSchema } from '#domain/time/partial-date.ts';
import { searchKeySchema } from '#http/contracts/search.ts';
import { askedFor, parameter, type SearchParams } from '../as-of.ts';
import { metadataOf } from '../metadata.ts';
import { read } from '../read.ts';
import { PageShell } from '../shell.tsx';
import { viewOf } from '../view.ts';

export async function generateMetadata({ searchParams }: { searchParams: SearchParams }): Promise<Metadata> {
  const words = tidyQuery(parameter((await askedFor(searchParams)).q) ?? '');
  return {
    ...metadataOf({
      title: words === '' ? 'Search' : `${words.slice(0, longestSearch)} – search`,
      description: 'Search events, statements, demands, terms, sources and people of the record.',
      path: '/search',
    }),
    robots: { index: false },
  };
}

const pageSize = 20;

/** A date of the address; undefined where it is none. */
function date(value: string | string[] | undefined): PartialDate | undefined {
  const parsed = partialDateSchema.safeParse(parameter(value));
  return parsed.success ? parsed.data : undefined;
}

/** The place to go on from, as {@link keyText} wrote it. */
function keyOf(text: string | undefined): SearchKey | undefined {
  const [score = '', since = '', ...entry] = (text ?? '').split('~');
  const parsed = searchKeySchema.safeParse({ score: Number(score), since, entry: entry.join('~') });
  return text === undefined || !parsed.success ? undefined : parsed.data;
}

function keyText({ score, since, entry }: SearchKey): string {
  return [score, since, entry].join('~');
}

async function load(searchParams: SearchParams) {
  const view = await viewOf(searchParams);
  const asked = await askedFor(searchParams);
  const words = tidyQuery(parameter(asked.q) ?? '');
  const kind = searchKinds.find((known) => known === parameter(asked.kind));
  const [first, last] = [date(asked.from), date(asked.to)];
  const [from, to] = [first && earliestDay(first), last && latestDay(last)];
  return read(async (tx) => {
    const { items: frames } = await readNegotiations(tx, { asOf: view.asOf, limit: 200 });
    const negotiations = new Map(frames.map(({ negotiation }) => [negotiation.slug, negotiation.shortTitle]));
    const negotiation = [...negotiations.keys()].find((slug) => slug === parameter(asked.negotiation));
    const within = { asOf: view.asOf, negotiation: negotiation === undefined ? undefined : [negotiation], from, to };
    const isTooLong = words.length > longestSearch;
    const found =
      words === '' || isTooLong
        ? null
        : await readSearch(tx, words, {
            ...within,
            kind: kind === undefined ? undefined : [kind],
            limit: pageSize,
            after: keyOf(parameter(asked.after)),
          });
    // How many there are of the other kinds is known only without the kind.
    const kinds =
      kind === undefined || found === null
        ? (found?.account.kinds ?? [])
        : (await readSearch(tx, words, { ...within, limit: 1 })).account.kinds;
    const cited = await readSourcesById(tx, [...new Set(found?.items.flatMap(({ passage }) => passage?.source ?? []))]);
    return { view, words, isTooLong, kind, negotiation, from, to, negotiations, found, kinds, cited };
  });
}

function Account({ account: { query, corrected, words, total, complete }, typed }: { account: SearchAccount; typed: string }) {
  const many = total === 1 ? '1 result' : `${complete ? '' : 'More than '}${total.toLocaleString('en-US')} results`;
  return (
    <p className="mt-4 text-soft text-sm" role="status">
      {many} for <strong className="text-ink">{query}</strong>
      {complete ? '' : ', the newest ranked'}.{corrected && ` Nothing on the record has “${typed}”.`}
      {words === 'ANY' && ' Nothing has all of these words; these have some.'}
    </p>
  );
}

function Nothing({ words, from, to, asOf }: { words: string; from: string | undefined; to: string | undefined; asOf: string }) {
  return (
    <div className="mt-6">
      <Empty>
        Nothing on the record by {formatDate(asOf)} answers “{words}”{from === undefined && to === undefined ? '' : ' in these days'}. Words
        as common as “the” are not looked for. Try fewer or other words, a name, or another date above.
      </Empty>
    </div>
  );
}

function Help() {
  return (
    <div className="mt-6 max-w-[42rem]">
      <Empty>
        Events, statements, demands, agreed terms, disputes, sources, people, unions, studios and issues can be found, in any form of a word
        and with a slip of the pen.
      </Empty>
      <ul className="mt-4 text-sm">
        {['strike authorization vote', '"last, best and final"', 'drescher or crabtree-ireland', 'artificial intelligence -replica'].map(
          (example) => (
            <li key={example} className="border-rule border-t py-2">
              <a href={linkTo('/search', null, { q: example })}>{example}</a>
            </li>
          ),
        )}
      </ul>
    </div>
  );
}

function Results({
  found,
  cited,
  negotiations,
  view,
  typed,
}: Pick<Awaited<ReturnType<typeof load>>, 'cited' | 'negotiations' | 'view'> & { found: Found; typed: string }) {
  return (
    <>
      <Account account={found.account} typed={typed} />
      <ol className="mt-2">
        {found.items.map((result) => (
          <SearchItem
            key={`${result.kind} ${result.negotiation} ${result.id}`}
            result={result}
            sources={cited}
            negotiations={negotiations}
            view={view}
          />
        ))}
      </ol>
    </>
  );
}

export default async function SearchPage({ searchParams }: { searchParams: SearchParams }) {
  const { view, words, isTooLong, kind, negotiation, from, to, negotiations, found, kinds, cited } = await load(searchParams);
  const narrowing = { q: words, kind, negotiation, from, to };
  const nextKey = found?.next ?? null;
  return (
    <PageShell view={view} path="/search" parameters={narrowing} search={words}>
      <h1 className="text-4xl">{words === '' ? 'Search' : `Search: ${words.slice(0, longestSearch)}`}</h1>
      {words !== '' && (
        <details open={[negotiation, from, to].some((choice) => choice !== undefined)} className="no-print mt-3 text-sm">
          <summary className="py-1 font-semibold">Narrow to a negotiation or to days</summary>
          <form action="/search" method="get" className="mt-2 flex flex-wrap items-end gap-x-4 gap-y-2">
            <input type="hidden" name="q" value={words} />
            {kind !== undefined && <input type="hidden" name="kind" value={kind} />}
            {view.linkDate !== null && <input type="hidden" name="asOf" value={view.linkDate} />}
            <label className="grid">
              Negotiation
              <select name="negotiation" defaultValue={negotiation ?? ''}>
                <option value="">All</option>
                {[...negotiations].map(([slug, name]) => (
                  <option key={slug} value={slug}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
            <label className="grid">
              From
              <input type="date" name="from" defaultValue={from} className="figure" />
            </label>
            <label className="grid">
              To
              <input type="date" name="to" defaultValue={to} className="figure" />
            </label>
            <button type="submit">Narrow</button>
          </form>
        </details>
      )}
      {kinds.length > 1 && (
        <ul className="mt-4 flex flex-wrap gap-x-5 text-sm" aria-label="Kinds of result">
          {[undefined, ...kinds].map((choice) => (
            <li key={choice?.kind ?? 'all'}>
              <a
                href={linkTo('/search', view.linkDate, { ...narrowing, kind: choice?.kind })}
                aria-current={choice?.kind === kind ? 'true' : undefined}
                className="inline-block py-1 aria-[current]:font-bold"
              >
                {choice === undefined ? 'Everything' : searchKindNames[choice.kind][1]}
                {choice !== undefined && <span className="figure font-normal text-soft"> {choice.count}</span>}
              </a>
            </li>
          ))}
        </ul>
      )}
      {isTooLong && (
        <div className="mt-6">
          <Empty>At most {longestSearch} characters are looked for. Try fewer words.</Empty>
        </div>
      )}
      {words === '' && <Help />}
      {found !== null && found.account.total === 0 && <Nothing words={words} from={from} to={to} asOf={view.asOf} />}
      {found !== null && found.account.total > 0 && (
        <Results found={found} cited={cited} negotiations={negotiations} view={view} typed={words} />
      )}
      <NextPage href={nextKey === null ? null : linkTo('/search', view.linkDate, { ...narrowing, after: keyText(nextKey) })} />
    </PageShell>
  );
}
