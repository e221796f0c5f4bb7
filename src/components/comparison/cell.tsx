import type { ComparisonCell, LatestPosition, Pattern, PatternRelation } from '#domain/comparison/comparison.ts';
import { rungKey } from '#domain/ladder/rung.ts';
import { acts } from '#domain/position/position.ts';
import { anchorOf } from '#domain/record/anchor.ts';
import { formatDate } from '#domain/time/format.ts';
import { sideNames } from '../event/event-item.tsx';
import { formatMeasure, putBy } from '../position/measure.ts';
import { linkTo } from '../ui/link-to.ts';
import type { View } from '../ui/view.ts';

/** How an agreed term stands to the settlement that set the pattern, in words. */
export const patternNames: Readonly<Record<PatternRelation, { readonly label: string; readonly explanation: string }>> = {
  MATCHES: { label: 'Matches the pattern', explanation: 'Every comparable number is the same as in the earlier settlement.' },
  ABOVE: {
    label: 'Above the pattern',
    explanation: 'At least one comparable number is higher than in the earlier settlement, and none lower.',
  },
  BELOW: {
    label: 'Below the pattern',
    explanation: 'At least one comparable number is lower than in the earlier settlement, and none higher.',
  },
  MIXED: {
    label: 'Above and below the pattern',
    explanation: 'Some comparable numbers are higher than in the earlier settlement, some lower.',
  },
  NOT_COMPARABLE: {
    label: 'No number to compare',
    explanation: 'The earlier settlement has a term on the issue, but no number in the same measure and year.',
  },
  NO_COUNTERPART: { label: 'No counterpart', explanation: 'No earlier settlement of the cycle has a term on the issue.' },
};

function SidePosition({ side, position, view }: { side: 'UNION' | 'EMPLOYER'; position: LatestPosition | null; view: View }) {
  const color = side === 'UNION' ? 'border-union' : 'border-employer';
  const text = side === 'UNION' ? 'text-union' : 'text-employer';
  return (
    <div className={`mt-2 border-l-2 pl-2 ${color} ${side === 'EMPLOYER' ? 'border-dashed' : ''}`}>
      <p className="text-xs">
        <strong className={text}>{sideNames[side]}</strong>
        {position === null ? (
          <span className="text-soft"> · no position on the record</span>
        ) : (
          ` · ${acts[position.act].label}, ${formatDate(position.date)}`
        )}
      </p>
      {position !== null && (
        <p>
          <a href={linkTo(`/events/${position.event}`, view.linkDate)} className="no-underline hover:underline">
            {position.headline}
          </a>
        </p>
      )}
    </div>
  );
}

/** The general raises of a cell by contract year, with both sums named. */
function RaiseTable({ raises }: { raises: ComparisonCell['raises'] }) {
  const rows = [
    { name: 'Union', color: 'text-union', raise: raises.union },
    { name: 'Employers', color: 'text-employer', raise: raises.employer },
    { name: 'Agreed', color: 'text-settled font-semibold', raise: raises.agreed },
  ].flatMap(({ raise, ...row }) => (raise === null ? [] : [{ ...row, raise }]));
  if (rows.length === 0) return null;
  const years = Array.from({ length: Math.max(...rows.map(({ raise }) => raise.years.length)) }, (_, index) => index);
  return (
    <table className="figure mt-3 w-full text-right text-xs">
      <caption className="text-left">
        <span className="font-semibold">General raise, %</span> by contract year, simple sum and compounded
      </caption>
      <thead className="text-soft">
        <tr>
          <td />
          {years.map((year) => (
            <th key={year} scope="col" className="font-normal">
              <abbr title={`contract year ${year + 1}`} className="no-underline">
                y{year + 1}
              </abbr>
            </th>
          ))}
          <th scope="col" className="font-normal">
            sum
          </th>
          <th scope="col" className="font-normal">
            comp.
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, color, raise }) => (
          <tr key={name} className="border-rule border-t">
            <th scope="row" className={`text-left font-normal ${color}`}>
              {name}
              {raise.claimedBy !== null && <span className="block text-soft">as put by {raise.claimedBy}</span>}
            </th>
            {years.map((year) => (
              <td key={year}>{raise.years[year] ?? ''}</td>
            ))}
            <td>{raise.sum}</td>
            <td>{raise.compounded}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function PatternText({ pattern, names }: { pattern: Pattern; names: ReadonlyMap<string, string> }) {
  const differing = pattern.measures.filter((measure) => measure.relation !== 'MATCHES');
  return (
    <p className="mt-1 text-xs">
      <strong>{patternNames[pattern.relation].label}</strong>
      {pattern.comparedWith === null ? '' : `, set by ${names.get(pattern.comparedWith) ?? pattern.comparedWith}`}
      {differing.length > 0 &&
        `: ${differing
          .map(
            (measure) =>
              `${measure.measure.replaceAll('-', ' ')}${measure.contractYear === null ? '' : ` in year ${measure.contractYear}`}, ${measure.value} against ${measure.patternValue}`,
          )
          .join('; ')}`}
    </p>
  );
}

/** One issue in one negotiation: both sides' latest position, the numbers, what was agreed, and the pattern. */
export function CellContent({ cell, names, view }: { cell: ComparisonCell; names: ReadonlyMap<string, string>; view: View }) {
  const isEmpty = cell.union === null && cell.employer === null && cell.agreed.length === 0;
  if (isEmpty) return <p className="text-soft text-sm">Nothing on the record.</p>;
  return (
    <div className="text-sm">
      {cell.agreed.length > 0 && (
        <div className="border-settled border-l-4 pl-2">
          <p className="font-semibold text-settled text-xs">
            {cell.agreed.some((term) => term.tentative) ? 'Agreed, tentative' : 'Agreed'}
          </p>
          <ul className="grid gap-1.5">
            {cell.agreed.map((term) => (
              <li key={term.term}>
                <a
                  href={linkTo(`/negotiations/${cell.negotiation}#${anchorOf('term', term.term)}`, view.linkDate)}
                  className="no-underline hover:underline"
                >
                  {term.summary}
                </a>
              </li>
            ))}
          </ul>
          {cell.pattern !== null && <PatternText pattern={cell.pattern} names={names} />}
        </div>
      )}
      <SidePosition side="UNION" position={cell.union} view={view} />
      <SidePosition side="EMPLOYER" position={cell.employer} view={view} />
      <RaiseTable raises={cell.raises} />
      {cell.measures.length > 0 && (
        <details className="mt-2 text-xs">
          <summary className="text-soft">{cell.measures.length === 1 ? '1 number' : `${cell.measures.length} numbers`}</summary>
          <table className="mt-1 w-full text-left">
            <thead className="text-soft">
              <tr>
                <th scope="col">Measure</th>
                <th scope="col">Union</th>
                <th scope="col">Employers</th>
                <th scope="col">Agreed</th>
                <th scope="col">Gap</th>
              </tr>
            </thead>
            <tbody>
              {cell.measures.map((measure) => {
                const value = (number: number | null) => (number === null ? '–' : formatMeasure(number, measure.unit));
                return (
                  <tr key={rungKey(measure)} className="border-rule border-t align-top">
                    <th scope="row" className="pr-1 font-normal">
                      {measure.title}
                      {measure.contractYear === null ? '' : `, year ${measure.contractYear}`}
                      {measure.scope === null ? '' : ` (${measure.scope})`}
                    </th>
                    <td>{value(measure.union)}</td>
                    <td>{value(measure.employer)}</td>
                    <td>
                      {value(measure.agreed)}
                      {putBy(measure.agreedClaimedBy)}
                    </td>
                    <td>{value(measure.gap)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </details>
      )}
    </div>
  );
}
