import type { Citation, Source } from '#domain/source/source.ts';
import { linkTo } from '../ui/link-to.ts';
import type { View } from '../ui/view.ts';

/** The publishers of citations in a line, each leading to its source. */
export function CitedBy({
  citations,
  sources,
  view,
}: {
  citations: readonly Citation[];
  sources: ReadonlyMap<string, Source>;
  view: View;
}) {
  return (
    <span className="text-soft text-xs">
      {citations.map(({ source: id, quote, note }, index) => (
        <span key={`${id} ${String(index)}`}>
          {index > 0 && ', '}
          <a href={linkTo(`/sources/${id}`, view.linkDate)}>{sources.get(id)?.publisher ?? id}</a>
          {quote !== undefined && ` “${quote}”`}
          {note !== undefined && ` (${note})`}
        </span>
      ))}
    </span>
  );
}
