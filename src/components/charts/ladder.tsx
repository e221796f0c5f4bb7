import { scaleLinear, scaleUtc } from 'd3-scale';
import { gapOverTime } from '#domain/ladder/gap.ts';
import type { Ladder, LadderStep } from '#domain/ladder/ladder.ts';
import { rungKey } from '#domain/ladder/rung.ts';
import { acts } from '#domain/position/position.ts';
import { anchorOf } from '#domain/record/anchor.ts';
import { formatDate, formatShortDate } from '#domain/time/format.ts';
import { effectiveDay } from '#domain/time/partial-date.ts';
import { formatGap, formatMeasure, putBy } from '../position/measure.ts';
import { CiteLink } from '../quotation/cite.tsx';
import { linkTo } from '../ui/link-to.ts';
import type { View } from '../ui/view.ts';
import { reachOf, type Standing, Strip, valuesOf } from './strip.tsx';

/** The height of the plot in pixels; its width stretches from 0 to 1000 units. */
const plotHeight = 168;
const dayMs = 86_400_000;

const toTime = (date: string) => Date.parse(`${effectiveDay(date)}T00:00:00Z`);

/** What a ladder says besides its measure: the contract year and whom it covers. */
function aboutOf({ contractYear, scope }: Ladder): string {
  return [contractYear === null ? null : `contract year ${contractYear}`, scope].filter((part) => part !== null).join(' · ');
}

function standingOf({ latest, agreed }: Ladder): Standing {
  return { union: latest.union?.value ?? null, employer: latest.employer?.value ?? null, agreed: agreed?.value ?? null };
}

/** The name of a measure, leading to what it means. */
function MeasureLink({ ladder: { measure, title }, view }: { ladder: Ladder; view: View }) {
  return (
    <a href={linkTo(`/methodology#${anchorOf('measure', measure)}`, view.linkDate)} className="no-underline hover:underline">
      {title}
    </a>
  );
}

/** How much of a ladder there is to draw: sides that moved over time, several values side by side, or a single one. */
export function shapeOf(ladder: Ladder): 'MOVES' | 'STANDING' | 'SINGLE' {
  const own = ladder.steps.filter((step) => step.act !== 'CLAIMED');
  const moved = (['UNION', 'EMPLOYER'] as const).some(
    (party) => new Set(own.filter((step) => step.party === party).map((step) => step.value)).size > 1,
  );
  if (moved) return 'MOVES';
  return valuesOf(standingOf(ladder)).length > 1 ? 'STANDING' : 'SINGLE';
}

/** How the gap went, in words. */
function gapInWords({ steps, agreed, unit }: Ladder): string {
  const gaps = gapOverTime(steps);
  const told = gaps.map(({ date, gap }) => `${gap === 0 ? 'none' : formatGap(gap, unit)} on ${formatDate(date)}`);
  const settled =
    agreed === null
      ? []
      : [`agreed${agreed.tentative ? ', tentatively,' : ''} at ${formatMeasure(agreed.value, unit)}${putBy(agreed.claimedBy)}`];
  const words = [...(told.length === 0 ? [] : [`gap ${told.join(', ')}`]), ...settled].join('; ');
  return words === '' ? '' : `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}.`;
}

/**
 * One measure over time: the union's moves as squares on a solid line, the employers' as circles on a dashed one, what somebody
 * claimed hollow, the gap between them as a band, the agreed value as a bar at the end. The table below says the same.
 */
export function LadderChart({ ladder, view }: { ladder: Ladder; view: View }) {
  const { steps, agreed, unit } = ladder;
  const values = [...steps.map((step) => step.value), ...(agreed === null ? [] : [agreed.value])];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = (high - low) * 0.22 || 1;
  const first = Math.min(...steps.map((step) => toTime(step.date)));
  const last = Math.max(...steps.map((step) => toTime(step.date)), agreed?.date == null ? 0 : toTime(agreed.date), first + dayMs);
  const x = scaleUtc([first, last], [20, 1000]);
  const y = scaleLinear([low - margin, high + margin], [plotHeight, 0]);
  const lines = { UNION: pathOf(steps, 'UNION', x, y), EMPLOYER: pathOf(steps, 'EMPLOYER', x, y) };
  const words = gapInWords(ladder);
  return (
    <figure className="border-rule border-t pt-2">
      <figcaption>
        <strong>
          <MeasureLink ladder={ladder} view={view} />
        </strong>
        {aboutOf(ladder) !== '' && <span className="text-soft text-sm">, {aboutOf(ladder)}</span>}
        <span className="block text-sm">{words}</span>
      </figcaption>
      <div className="figure mt-3 pr-28 pl-11 text-xs">
        <div className="relative" style={{ height: plotHeight }}>
          <svg
            viewBox={`0 0 1000 ${plotHeight}`}
            preserveAspectRatio="none"
            className="absolute inset-0 h-full w-full overflow-visible"
            role="img"
            aria-label={`${ladder.title}${aboutOf(ladder) === '' ? '' : `, ${aboutOf(ladder)}`}. ${words}`}
          >
            {y.ticks(4).map((tick) => (
              <line key={tick} x1="0" x2="1000" y1={y(tick)} y2={y(tick)} className="stroke-rule" vectorEffect="non-scaling-stroke" />
            ))}
            <path d={bandOf(steps, x, y)} className="fill-ink opacity-10" />
            <path d={lines.UNION} fill="none" className="stroke-union" strokeWidth="2" vectorEffect="non-scaling-stroke" />
            <path
              d={lines.EMPLOYER}
              fill="none"
              className="stroke-employer"
              strokeWidth="2"
              strokeDasharray="5 3"
              vectorEffect="non-scaling-stroke"
            />
            {agreed !== null && (
              <line
                x1="985"
                x2="1015"
                y1={y(agreed.value)}
                y2={y(agreed.value)}
                className="stroke-settled"
                strokeWidth="5"
                vectorEffect="non-scaling-stroke"
              />
            )}
            {steps.map((step, index) => (
              <Point key={`${step.event} ${String(index)}`} step={step} x={x(toTime(step.date))} y={y(step.value)} />
            ))}
          </svg>
          <div aria-hidden="true">
            {y.ticks(4).map((tick) => (
              <span key={tick} className="absolute right-full -translate-y-1/2 pr-1.5 text-soft" style={{ top: y(tick) }}>
                {formatMeasure(tick, unit)}
              </span>
            ))}
            {stepLabels(steps, x, y).map(({ step, left, top }) => (
              <span
                key={`${step.event} ${step.party}`}
                className={`absolute -translate-x-1/2 -translate-y-1/2 ${step.party === 'UNION' ? 'text-union' : 'text-employer'}`}
                style={{ left: `${left}%`, top }}
              >
                {formatMeasure(step.value, unit)}
              </span>
            ))}
            {endLabels(ladder, y).map(({ text, top, className }) => (
              <span key={text} className={`absolute left-full -translate-y-1/2 whitespace-nowrap pl-3 ${className}`} style={{ top }}>
                {text}
              </span>
            ))}
          </div>
        </div>
        <div aria-hidden="true" className="flex justify-between border-ink border-t pt-0.5 text-soft">
          <span>{formatDate(new Date(first).toISOString().slice(0, 10))}</span>
          <span>{formatShortDate(new Date(last).toISOString().slice(0, 10))}</span>
        </div>
      </div>
      <LadderTable ladder={ladder} view={view} />
    </figure>
  );
}

type Scale = (value: number) => number;

/** A side's own moves, as a line of steps to the end of the plot. */
function pathOf(steps: readonly LadderStep[], party: LadderStep['party'], x: Scale, y: Scale): string {
  const own = steps.filter((step) => step.party === party && step.act !== 'CLAIMED');
  if (own.length === 0) return '';
  return `${own.map((step, index) => `${index === 0 ? 'M' : 'H'}${x(toTime(step.date))}${index === 0 ? ' ' : 'V'}${y(step.value)}`).join('')}H1000`;
}

/** The band between the two lines, from the day on which both sides have made a move. */
function bandOf(steps: readonly LadderStep[], x: Scale, y: Scale): string {
  const latest: { UNION?: number; EMPLOYER?: number } = {};
  const corners: { at: number; union: number; employer: number }[] = [];
  for (const { act, party, value, date } of steps) {
    if (act === 'CLAIMED') continue;
    latest[party] = value;
    if (latest.UNION !== undefined && latest.EMPLOYER !== undefined)
      corners.push({ at: x(toTime(date)), union: y(latest.UNION), employer: y(latest.EMPLOYER) });
  }
  return corners.map(({ at, union, employer }, index) => `M${at} ${union}H${corners[index + 1]?.at ?? 1000}V${employer}H${at}Z`).join('');
}

function Point({ step, x, y }: { step: LadderStep; x: number; y: number }) {
  const isUnion = step.party === 'UNION';
  const place = {
    x1: x,
    x2: x + 0.01,
    y1: y,
    y2: y,
    vectorEffect: 'non-scaling-stroke',
    strokeLinecap: isUnion ? 'square' : 'round',
  } as const;
  return (
    <>
      <line {...place} className={isUnion ? 'stroke-union' : 'stroke-employer'} strokeWidth={isUnion ? 8 : 10} />
      {step.act === 'CLAIMED' && <line {...place} className="stroke-paper" strokeWidth={isUnion ? 5 : 6} />}
    </>
  );
}

/** The values along the lines, but for the last of each side, which is told at the end. */
function stepLabels(steps: readonly LadderStep[], x: Scale, y: Scale) {
  return (['UNION', 'EMPLOYER'] as const).flatMap((party) => {
    const own = steps.filter((step) => step.party === party && step.act !== 'CLAIMED');
    return own.slice(0, -1).flatMap((step, index) => {
      const isRepeat = own[index - 1]?.value === step.value;
      const left = x(toTime(step.date)) / 10;
      const isCrowded = own[index + 1] !== undefined && x(toTime(own[index + 1]?.date ?? step.date)) / 10 - left < 8;
      return isRepeat || isCrowded ? [] : [{ step, left: left + 1.5, top: y(step.value) + (party === 'UNION' ? -14 : 14) }];
    });
  });
}

/** The labels at the end of the plot, moved apart where they would lie on each other. */
function endLabels({ latest, agreed, unit }: Ladder, y: Scale) {
  const wanted = [
    latest.union === null
      ? null
      : { text: `■ ${formatMeasure(latest.union.value, unit)} union`, at: y(latest.union.value), className: 'text-union' },
    agreed === null
      ? null
      : {
          text: `▮ ${formatMeasure(agreed.value, unit)} ${agreed.claimedBy === null ? 'agreed' : 'as claimed'}`,
          at: y(agreed.value),
          className: 'font-semibold text-settled',
        },
    latest.employer === null
      ? null
      : { text: `● ${formatMeasure(latest.employer.value, unit)} employers`, at: y(latest.employer.value), className: 'text-employer' },
  ]
    .filter((label) => label !== null)
    .toSorted((one, other) => one.at - other.at);
  let previous = Number.NEGATIVE_INFINITY;
  return wanted.map(({ text, at, className }) => {
    previous = Math.max(at, previous + 16);
    return { text, top: previous, className };
  });
}

/** Measures on which the sides, or the agreement, have a number each and made no second move: a row and a line for each. */
export function StandingTable({ negotiation, ladders, view }: { negotiation: string; ladders: readonly Ladder[]; view: View }) {
  const reach = (measure: string) => reachOf(ladders.filter((one) => one.measure === measure).map(standingOf));
  return (
    <table className="figure w-full text-left text-sm">
      <thead className="text-soft text-xs">
        <tr>
          <th scope="col" className="font-semibold">
            Measure
          </th>
          <th scope="col" className="pl-3 text-right font-semibold text-union">
            Union
          </th>
          <th scope="col" className="pl-3 text-right font-semibold text-employer">
            Employers
          </th>
          <th scope="col" className="pl-3 text-right font-semibold text-settled">
            Agreed
          </th>
          <td className="hidden w-[32%] pl-8 md:table-cell" />
        </tr>
      </thead>
      <tbody>
        {ladders.map((ladder) => {
          const { latest, agreed, unit } = ladder;
          return (
            <tr key={rungKey(ladder)} className="border-rule border-t align-top">
              <th scope="row" className="py-1.5 font-normal">
                <MeasureLink ladder={ladder} view={view} />
                {aboutOf(ladder) !== '' && <span className="block text-soft text-xs">{aboutOf(ladder)}</span>}
                <CiteLink cited={{ negotiation, ...ladder }} view={view} />
              </th>
              {[latest.union, latest.employer].map((step, index) => (
                <td key={index === 0 ? 'union' : 'employer'} className="py-1.5 pl-3 text-right">
                  {step === null ? (
                    <span className="text-soft">–</span>
                  ) : (
                    <a href={linkTo(`/events/${step.event}`, view.linkDate)}>{formatMeasure(step.value, unit)}</a>
                  )}
                </td>
              ))}
              <td className="py-1.5 pl-3 text-right font-semibold">
                {agreed === null ? (
                  <span className="font-normal text-soft">–</span>
                ) : (
                  <>
                    <a href={`#${anchorOf('term', agreed.term)}`}>{formatMeasure(agreed.value, unit)}</a>
                    <span className="font-normal text-soft text-xs">{putBy(agreed.claimedBy)}</span>
                  </>
                )}
              </td>
              <td className="hidden py-1.5 pl-8 md:table-cell">
                <Strip standing={standingOf(ladder)} reach={reach(ladder.measure)} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
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
                {putBy(step.claimedBy)}
              </td>
              <td className="text-right">{formatMeasure(step.value, ladder.unit)}</td>
            </tr>
          ))}
          {ladder.agreed !== null && (
            <tr className="border-rule border-t font-semibold">
              <td>{ladder.agreed.date === null ? '' : formatDate(ladder.agreed.date)}</td>
              <td>Both</td>
              <td>
                {ladder.agreed.tentative ? 'Agreed, tentative' : 'Agreed'}
                {putBy(ladder.agreed.claimedBy)}
              </td>
              <td className="text-right">{formatMeasure(ladder.agreed.value, ladder.unit)}</td>
            </tr>
          )}
        </tbody>
      </table>
    </details>
  );
}
