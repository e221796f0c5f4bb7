import { scaleLinear, scaleTime } from 'd3-scale';
import type { Ladder, LadderStep } from '#domain/ladder/ladder.ts';
import { acts } from '#domain/position/position.ts';
import { formatDate, formatShortDate } from '#domain/time/format.ts';
import { effectiveDay } from '#domain/time/partial-date.ts';
import { formatMeasure } from '../negotiation/measure.ts';
import { linkTo } from '../ui/link-to.ts';
import type { View } from '../ui/view.ts';

const width = 360;
const height = 170;
const margin = { top: 18, right: 78, bottom: 22, left: 6 };

const toTime = (date: string) => Date.parse(`${effectiveDay(date)}T00:00:00Z`);

/**
 * One measure over time: the union's moves as squares on a solid line, the employers' as circles on a dashed one, what somebody
 * claimed hollow, the gap shaded and named, the agreed value as a bar at the right. The table below says the same.
 */
export function LadderChart({ ladder, view }: { ladder: Ladder; view: View }) {
  const { steps, agreed, gap, latest, unit } = ladder;
  const values = [...steps.map((step) => step.value), ...(agreed === null ? [] : [agreed.value])];
  const times = steps.map((step) => toTime(step.date));
  const last = Math.max(...times, agreed?.date == null ? 0 : toTime(agreed.date));
  const x = scaleTime(
    [Math.min(...times), last === Math.min(...times) ? last + 86_400_000 : last],
    [margin.left + 8, width - margin.right],
  );
  const y = scaleLinear([Math.min(0, ...values), Math.max(...values)], [height - margin.bottom, margin.top]).nice();
  const path = (party: LadderStep['party']) => {
    const own = steps.filter((step) => step.party === party && step.act !== 'CLAIMED');
    const end = agreed === null ? `H${width - margin.right}` : '';
    return own.length === 0
      ? ''
      : own.map((step, index) => `${index === 0 ? 'M' : 'H'}${x(toTime(step.date))}${index === 0 ? ' ' : 'V'}${y(step.value)}`).join('') +
          end;
  };
  const label = [
    latest.union === null ? null : `union ${formatMeasure(latest.union.value, unit)}`,
    latest.employer === null ? null : `employers ${formatMeasure(latest.employer.value, unit)}`,
    agreed === null ? null : `agreed ${formatMeasure(agreed.value, unit)}`,
    gap === null ? null : `gap ${formatMeasure(Math.abs(gap), unit)}`,
  ].filter((part) => part !== null);
  const right = width - margin.right;
  const labels = rightLabels(ladder, y);
  return (
    <figure className="border-rule border-t pt-2">
      <figcaption>
        <strong>{ladder.title}</strong>
        <span className="block text-soft text-xs">
          {[ladder.contractYear === null ? null : `contract year ${ladder.contractYear}`, ladder.scope]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
      </figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        className="figure mt-1 block w-full max-w-[30rem] text-[12px]"
        role="img"
        aria-label={`${ladder.title}: ${label.join(', ')}.`}
      >
        <line x1={margin.left} x2={right} y1={y(0)} y2={y(0)} className="stroke-rule" />
        {gap !== null && latest.union !== null && latest.employer !== null && (
          <rect
            x={right - 26}
            width="26"
            y={Math.min(y(latest.union.value), y(latest.employer.value))}
            height={Math.abs(y(latest.union.value) - y(latest.employer.value))}
            className="fill-ink opacity-10"
          />
        )}
        <path d={path('UNION')} fill="none" className="stroke-union" strokeWidth="2" />
        <path d={path('EMPLOYER')} fill="none" className="stroke-employer" strokeWidth="2" strokeDasharray="5 3" />
        {steps.map((step, index) => (
          <Point key={`${step.event} ${String(index)}`} step={step} x={x(toTime(step.date))} y={y(step.value)} />
        ))}
        {agreed !== null && (
          <line x1={right - 4} x2={right + 10} y1={y(agreed.value)} y2={y(agreed.value)} className="stroke-settled" strokeWidth="5" />
        )}
        {labels.map(({ text, at, className }) => (
          <text key={text} x={right + 14} y={at + 4} className={className}>
            {text}
          </text>
        ))}
        <text x={margin.left} y={height - 6} className="fill-soft">
          {formatShortDate(steps[0]?.date ?? '')}
        </text>
        <text x={right} y={height - 6} textAnchor="end" className="fill-soft">
          {steps.length > 1 ? formatShortDate(steps.at(-1)?.date ?? '') : ''}
        </text>
      </svg>
      <LadderTable ladder={ladder} view={view} />
    </figure>
  );
}

function Point({ step, x, y }: { step: LadderStep; x: number; y: number }) {
  const isClaim = step.act === 'CLAIMED';
  if (step.party === 'UNION')
    return (
      <rect
        x={x - 4}
        y={y - 4}
        width="8"
        height="8"
        strokeWidth="1.5"
        className={`stroke-union ${isClaim ? 'fill-paper' : 'fill-union'}`}
      />
    );
  return <circle cx={x} cy={y} r="4.5" strokeWidth="1.5" className={`stroke-employer ${isClaim ? 'fill-paper' : 'fill-employer'}`} />;
}

/** The labels at the right, moved apart where they would lie on each other. */
function rightLabels({ latest, agreed, gap, unit }: Ladder, y: (value: number) => number) {
  const wanted = [
    latest.union === null
      ? null
      : { text: `■ ${formatMeasure(latest.union.value, unit)}`, at: y(latest.union.value), className: 'fill-union' },
    latest.employer === null
      ? null
      : { text: `● ${formatMeasure(latest.employer.value, unit)}`, at: y(latest.employer.value), className: 'fill-employer' },
    agreed === null
      ? null
      : { text: `${formatMeasure(agreed.value, unit)} agreed`, at: y(agreed.value), className: 'fill-settled font-bold' },
    gap === null || latest.union === null || latest.employer === null
      ? null
      : {
          text: `gap ${formatMeasure(Math.abs(gap), unit)}`,
          at: (y(latest.union.value) + y(latest.employer.value)) / 2,
          className: 'fill-ink',
        },
  ]
    .filter((label) => label !== null)
    .toSorted((one, other) => one.at - other.at);
  let previous = Number.NEGATIVE_INFINITY;
  return wanted.map((label) => {
    const at = Math.max(label.at, previous + 14);
    previous = at;
    return { ...label, at };
  });
}

/** The steps of a ladder as a table. */
export function LadderTable({ ladder, view }: { ladder: Ladder; view: View }) {
  return (
    <details className="mt-1 text-sm">
      <summary className="text-soft">Every step</summary>
      <table className="mt-1 w-full text-left">
        <thead className="text-soft text-xs">
          <tr>
            <th scope="col">Date</th>
            <th scope="col">Side</th>
            <th scope="col">Move</th>
            <th scope="col" className="text-right">
              Value
            </th>
          </tr>
        </thead>
        <tbody>
          {ladder.steps.map((step, index) => (
            <tr key={`${step.event} ${String(index)}`} className="border-rule border-t align-top">
              <td className="pr-2">
                <a href={linkTo(`/events/${step.event}`, view.linkDate)}>{formatDate(step.date)}</a>
              </td>
              <td className={`pr-2 ${step.party === 'UNION' ? 'text-union' : 'text-employer'}`}>
                {step.party === 'UNION' ? 'Union' : 'Employers'}
              </td>
              <td className="pr-2">
                {acts[step.act].label}
                {step.claimedBy === null ? '' : `, as put by ${step.claimedBy}`}
              </td>
              <td className="text-right">{formatMeasure(step.value, ladder.unit)}</td>
            </tr>
          ))}
          {ladder.agreed !== null && (
            <tr className="border-rule border-t font-semibold">
              <td>{ladder.agreed.date === null ? '' : formatDate(ladder.agreed.date)}</td>
              <td>Both</td>
              <td>{ladder.agreed.tentative ? 'Agreed, tentative' : 'Agreed'}</td>
              <td className="text-right">{formatMeasure(ladder.agreed.value, ladder.unit)}</td>
            </tr>
          )}
        </tbody>
      </table>
    </details>
  );
}
