import type { ComparisonRow } from '#domain/comparison/comparison.ts';
import { linkTo } from '../ui/link-to.ts';
import type { View } from '../ui/view.ts';
import { CellContent } from './cell.tsx';

/**
 * Issues by negotiations: a grid where there is room, one issue at a time below another where there is not. Each cell names its
 * negotiation itself when the column heads are out of sight.
 */
export function ComparisonMatrix({
  rows,
  negotiations,
  view,
}: {
  rows: readonly ComparisonRow[];
  negotiations: readonly { readonly slug: string; readonly shortTitle: string }[];
  view: View;
}) {
  const names = new Map(negotiations.map(({ slug, shortTitle }) => [slug, shortTitle]));
  const columns = { gridTemplateColumns: `repeat(${Math.max(1, negotiations.length)}, minmax(13rem, 1fr))` };
  return (
    <div>
      {rows.map((row) => (
        <section key={row.issue} aria-labelledby={`issue-${row.issue}`} className="border-ink border-t py-4">
          <h3 id={`issue-${row.issue}`} className="text-xl">
            <a href={linkTo(`/issues/${row.issue}`, view.linkDate)}>{row.title}</a>
          </h3>
          <div className="mt-2 flex flex-col gap-5 lg:grid lg:gap-x-6" style={columns}>
            {row.cells.map((cell) => (
              <div key={cell.negotiation} className="min-w-0">
                <h4 className="border-rule border-b font-semibold text-soft text-xs">{names.get(cell.negotiation) ?? cell.negotiation}</h4>
                <div className="mt-1">
                  <CellContent cell={cell} names={names} view={view} />
                </div>
              </div>
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}
