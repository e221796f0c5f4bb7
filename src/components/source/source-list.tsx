import type { Source } from '#domain/source/source.ts';
import { sourceKinds } from '#domain/source/source.ts';
import { formatDate } from '#domain/time/format.ts';
import { linkTo } from '../ui/link-to.ts';
import type { View } from '../ui/view.ts';

/** Sources in full: publisher, title, date, kind, and the page itself. */
export function SourceList({ sources, view }: { sources: readonly Source[]; view: View }) {
  return (
    <ul className="text-sm sm:columns-2 sm:gap-8">
      {sources.map((source) => (
        <li key={source.id} className="break-inside-avoid py-1">
          <a href={linkTo(`/sources/${source.id}`, view.linkDate)}>{source.title}</a>{' '}
          <span className="text-soft">
            {source.publisher}
            {source.publishedOn === null ? '' : `, ${formatDate(source.publishedOn)}`} · {sourceKinds[source.kind].label.toLowerCase()}
          </span>
        </li>
      ))}
    </ul>
  );
}
