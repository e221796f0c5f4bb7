import type { CSSProperties, ReactNode } from 'react';
import type { ComparisonCell, ComparisonRow } from '#domain/comparison/comparison.ts';
import { CiteLink } from '../quotation/cite.tsx';
import { linkTo } from '../ui/link-to.ts';
import type { View } from '../ui/view.ts';
import { CellContent } from './cell.tsx';
import { SharedNumbers } from './numbers.tsx';

/** A column of the comparison: a negotiation, and where it stands. */
export interface ComparisonColumn {
  readonly slug: string;
  readonly shortTitle: string;
  readonly status: ReactNode;
}

/** Columns of equal width where there is room for all of them. */
function grid(count: number): CSSProperties & { readonly '--columns': number } {
  return { '--columns': Math.max(1, count) };
}

const columnsClass = 'lg:grid-cols-[repeat(var(--columns),minmax(0,1fr))]';

/** The facts that a cell is made from, as changes name them. */
function factsOf({ negotiation, union, employer, agreed }: ComparisonCell): string[] {
  const positions = [union, employer].flatMap((position) => (position === null ? [] : [`EVENT:${position.event}`]));
  return [...positions, ...agreed.map(({ term }) => `TERM:${negotiation}/${term}`)];
}

/**
 * Issues by negotiations: a grid where there is room. Where there is not, one issue at a time, chosen by the address: the list of
 * issues and the links at the end of each lead to the others, without JavaScript.
 */
export function ComparisonMatrix({
  rows,
  columns,
  view,
}: {
  rows: readonly ComparisonRow[];
  columns: readonly ComparisonColumn[];
  view: View;
}) {
  const names = new Map(columns.map(({ slug, shortTitle }) => [slug, shortTitle]));
  return (
    <div>
      <nav aria-label="Issues compared">
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
          {rows.map((row) => (
            <li key={row.issue}>
              <a href={`#issue-${row.issue}`} className="inline-block py-1">
                {row.title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div
        className={`sticky top-0 z-10 mt-4 hidden gap-x-6 border-ink border-b-2 bg-paper py-2 lg:grid ${columnsClass}`}
        style={grid(columns.length)}
        aria-hidden="true"
      >
        {columns.map(({ slug, shortTitle, status }) => (
          <div key={slug}>
            <span className="block font-serif text-lg leading-tight font-semibold">{shortTitle}</span>
            <span className="text-sm">{status}</span>
          </div>
        ))}
      </div>
      <div className="one-at-a-time">
        {rows.map((row, index) => (
          <section
            key={row.issue}
            id={`issue-${row.issue}`}
            aria-labelledby={`title-${row.issue}`}
            className="scroll-mt-16 border-rule border-b py-5"
          >
            <h3 id={`title-${row.issue}`} className="text-xl">
              <a href={linkTo(`/issues/${row.issue}`, view.linkDate)} className="no-underline hover:underline">
                {row.title}
              </a>
            </h3>
            <div
              className={`mt-3 grid gap-x-6 gap-y-5 sm:max-lg:grid-cols-[repeat(auto-fit,minmax(14rem,1fr))] ${columnsClass}`}
              style={grid(row.cells.length)}
            >
              {row.cells.map((cell) => (
                <div
                  key={cell.negotiation}
                  data-live={`${cell.negotiation}/${row.issue}`}
                  data-live-from={factsOf(cell).join(' ')}
                  className="min-w-0"
                >
                  <h4 className="border-ink border-b pb-0.5 font-sans font-semibold text-sm lg:sr-only">
                    {names.get(cell.negotiation) ?? cell.negotiation}
                  </h4>
                  <div className="mt-2 lg:mt-0">
                    <CellContent cell={cell} names={names} view={view} />
                    {(cell.union !== null || cell.employer !== null || cell.agreed.length > 0) && (
                      <CiteLink cited={{ negotiation: cell.negotiation, issue: row.issue }} view={view} />
                    )}
                  </div>
                </div>
              ))}
            </div>
            <SharedNumbers row={row} names={names} />
            <p className="no-print mt-6 flex justify-between gap-4 border-ink border-t pt-2 text-sm lg:hidden">
              <IssueStep row={rows[index - 1]} arrow="←" />
              <IssueStep row={rows[index + 1]} arrow="→" />
            </p>
          </section>
        ))}
      </div>
    </div>
  );
}

/** The way to the issue before or after this one, where only one is shown. */
function IssueStep({ row, arrow }: { row: ComparisonRow | undefined; arrow: '←' | '→' }) {
  if (row === undefined) return <span />;
  return (
    <a href={`#issue-${row.issue}`} className={`py-1 ${arrow === '→' ? 'text-right' : ''}`}>
      {arrow === '←' ? `← ${row.title}` : `${row.title} →`}
    </a>
  );
}
