import type { SearchKind, SearchResult, Segment } from '#domain/search/search.ts';
import type { Source } from '#domain/source/source.ts';
import { formatDate } from '#domain/time/format.ts';
import { linkTo } from '../ui/link-to.ts';
import type { View } from '../ui/view.ts';

/** What each kind of thing is called: one of it, and several. */
export const searchKindNames: Readonly<Record<SearchKind, readonly [one: string, several: string]>> = {
  EVENT: ['Event', 'Events'],
  STATEMENT: ['Statement', 'Statements'],
  DEMAND: ['Demand', 'Demands'],
  TERM: ['Agreed term', 'Agreed terms'],
  DISPUTE: ['Dispute', 'Disputes'],
  SOURCE: ['Source', 'Sources'],
  PERSON: ['Person', 'People'],
  UNION: ['Union', 'Unions'],
  STUDIO: ['Studio', 'Studios'],
  ISSUE: ['Issue', 'Issues'],
  NEGOTIATION: ['Negotiation', 'Negotiations'],
};

function Marked({ segments }: { segments: readonly Segment[] }) {
  return segments.map(({ text, match }, index) =>
    match ? (
      <mark key={String(index)} className="bg-notice text-on-notice">
        {text}
      </mark>
    ) : (
      text
    ),
  );
}

/** One thing that was found: what it is, when, the words that answer the query, and who says so. */
export function SearchItem({
  result,
  sources,
  negotiations,
  view,
}: {
  result: SearchResult;
  sources: ReadonlyMap<string, Source>;
  negotiations: ReadonlyMap<string, string>;
  view: View;
}) {
  const { kind, date, announced, negotiation, title, passage, page } = result;
  const source = passage?.source == null ? undefined : sources.get(passage.source);
  return (
    <li className="grid gap-x-6 border-rule border-t py-3 sm:grid-cols-[9.5rem_1fr]">
      <p className="figure text-soft text-sm">
        <span className="font-semibold text-ink">{searchKindNames[kind][0]}</span>
        {date !== null && <span className="block">{formatDate(date)}</span>}
        {announced && <span className="block font-semibold text-ink">Announced</span>}
        {negotiation !== null && <span className="block">{negotiations.get(negotiation) ?? negotiation}</span>}
      </p>
      <div className="max-w-[42rem]">
        <h2 className="text-lg">
          <a href={linkTo(page, view.linkDate)} className="no-underline hover:underline">
            <Marked segments={title} />
          </a>
        </h2>
        {passage !== null &&
          (passage.quote ? (
            <blockquote className="mt-1 border-rule border-l-2 pl-3 font-serif">
              “<Marked segments={passage.segments} />”
            </blockquote>
          ) : (
            <p className="mt-1 text-sm">
              <Marked segments={passage.segments} />
            </p>
          ))}
        {source !== undefined && kind !== 'SOURCE' && (
          <p className="mt-1 text-soft text-xs">
            <a href={linkTo(`/sources/${source.id}`, view.linkDate)}>{source.publisher}</a>
            {source.publishedOn !== null && `, ${formatDate(source.publishedOn)}`}
          </p>
        )}
      </div>
    </li>
  );
}
