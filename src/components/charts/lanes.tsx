import { scaleTime } from 'd3-scale';
import type { ReactNode } from 'react';
import { formatDate } from '#domain/time/format.ts';
import { bargainingLevel, type Lane, type Mark } from '#domain/timeline/lanes.ts';

/** A negotiation with its lane. */
export interface LaneRow {
  readonly slug: string;
  readonly name: string;
  readonly href: string;
  readonly label: string;
  readonly lane: Lane;
}

const width = 1000;
const height = 64;
const lineTop = 6;
const lineStep = 8;
const barTop = 46;
const barHeight = 12;

const toTime = (day: string) => Date.parse(`${day}T00:00:00Z`);
const y = (level: number) => lineTop + (4 - level) * lineStep;

const markNames: Readonly<Record<Mark['kind'], string>> = {
  TENTATIVE_AGREEMENT: 'tentative agreement',
  RATIFIED: 'ratified',
  REJECTED: 'deal rejected',
  EXPIRED: 'contract expired',
};

const stoppageNames = { CALLED: 'strike or lockout called', IN_EFFECT: 'work stopped', SUSPENDED: 'stoppage suspended' } as const;

const bargainingNames = {
  NOT_OPENED: 'talks not opened',
  BARGAINING: 'in talks',
  RECESSED: 'talks in recess',
  SUSPENDED: 'talks suspended',
  TENTATIVE_AGREEMENT: 'tentative agreement',
  CONCLUDED: 'talks concluded',
} as const;

/** What a lane shows, as a list in words: the chart's other form. */
function LaneInWords({ row }: { row: LaneRow }) {
  const { lane } = row;
  const told = [
    ...lane.bargaining.map(({ state, from }) => [from, bargainingNames[state]] as const),
    ...lane.stoppage.map(({ state, from }) => [from, stoppageNames[state]] as const),
    ...lane.voting.map(({ from }) => [from, 'ratification vote open'] as const),
    ...lane.marks.flatMap(({ kind, on }) => (kind === 'TENTATIVE_AGREEMENT' ? [] : [[on, markNames[kind]] as const])),
  ].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return (
    <li>
      <strong>{row.name}:</strong> {told.map(([day, what]) => `${formatDate(day)} ${what}`).join('; ')}.
    </li>
  );
}

/**
 * Negotiations over time, one lane each. The line is how far the talks are and can fall; the bar below it is the stoppage, hatched
 * where it is suspended; the thin violet bar is a ratification vote. Names and months are HTML, so that they stay legible at any width.
 */
export function LanesChart({
  id,
  title,
  rows,
  from,
  to,
}: {
  id: string;
  title: string;
  rows: readonly LaneRow[];
  from: string;
  to: string;
}) {
  const x = scaleTime([toTime(from), Math.max(toTime(to), toTime(from) + 86_400_000)], [0, width]);
  const at = (day: string) => Math.max(0, Math.min(width, x(toTime(day))));
  const ticks = x.ticks(6).map((date) => date.toISOString().slice(0, 10));
  const years = new Set(ticks.map((tick) => tick.slice(0, 4)));
  return (
    <figure aria-labelledby={`${id}-title`} className="mt-2">
      <figcaption id={`${id}-title`} className="text-sm">
        <strong>{title}</strong>
        <span className="mt-1 flex flex-wrap gap-x-5 gap-y-1 text-soft text-xs">
          <Key swatch={<path d="M1 10h6V4h6v6h6V2h5" fill="none" className="stroke-talks" strokeWidth="2" />}>
            how far the talks are; a fall is a step back
          </Key>
          <Key swatch={<rect x="0" y="2" width="24" height="8" className="fill-strike" />}>strike or lockout</Key>
          <Key
            swatch={
              <>
                <rect x="0.5" y="2.5" width="23" height="7" fill="none" className="stroke-strike" />
                <path d="M3 10l6-8M9 10l6-8M15 10l6-8" className="stroke-strike" fill="none" />
              </>
            }
          >
            suspended
          </Key>
          <Key swatch={<rect x="0" y="4" width="24" height="4" className="fill-vote" />}>members vote</Key>
          <Key swatch={<rect x="8" y="2" width="8" height="8" className="fill-deal" />}>tentative agreement</Key>
          <Key swatch={<circle cx="12" cy="6" r="5" className="fill-settled" />}>ratified</Key>
        </span>
      </figcaption>
      <ol className="mt-3">
        {rows.map((row) => (
          <li key={row.slug} className="border-rule border-t py-1 sm:grid sm:grid-cols-[11rem_1fr] sm:items-center sm:gap-4">
            <div className="flex flex-wrap items-baseline justify-between gap-x-3 sm:block">
              <a href={row.href} className="font-semibold">
                {row.name}
              </a>
              <span className="text-soft text-xs sm:block">{row.label}</span>
            </div>
            <LaneDrawing id={`${id}-${row.slug}`} row={row} at={at} to={to} ticks={ticks} />
          </li>
        ))}
      </ol>
      <div className="border-ink border-t sm:grid sm:grid-cols-[11rem_1fr] sm:gap-4" aria-hidden="true">
        <span />
        <div className="figure relative h-6 text-soft text-xs">
          {ticks.map((tick, index) => {
            const left = (at(tick) / width) * 100;
            const month = formatDate(tick.slice(0, 7)).slice(0, 3);
            const isFirstOfYear = years.size > 1 && (index === 0 || ticks[index - 1]?.slice(0, 4) !== tick.slice(0, 4));
            const isCrowded = index % 2 === 1;
            if (left > 94) return null;
            return (
              <span key={tick} className={`absolute pt-0.5 ${isCrowded ? 'hidden sm:inline' : ''}`} style={{ left: `${left}%` }}>
                {month}
                {isFirstOfYear ? ` ’${tick.slice(2, 4)}` : ''}
              </span>
            );
          })}
          <span className="absolute right-0 pt-0.5 font-semibold text-ink">{formatDate(to)}</span>
        </div>
      </div>
      <details className="mt-2 text-sm">
        <summary className="text-soft">The same in words</summary>
        <ul className="mt-2 list-disc pl-5">
          {rows.map((row) => (
            <LaneInWords key={row.slug} row={row} />
          ))}
        </ul>
      </details>
    </figure>
  );
}

function Key({ swatch, children }: { swatch: ReactNode; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <svg viewBox="0 0 24 12" className="h-3 w-6 shrink-0" aria-hidden="true">
        {swatch}
      </svg>
      {children}
    </span>
  );
}

function LaneDrawing({
  id,
  row,
  at,
  to,
  ticks,
}: {
  id: string;
  row: LaneRow;
  at: (day: string) => number;
  to: string;
  ticks: readonly string[];
}) {
  const { lane } = row;
  const shown = lane.bargaining.filter((span) => span.to >= (ticks[0] ?? span.to) || span.to === to);
  const line = shown
    .map((span, index) => `${index === 0 ? 'M' : 'L'}${at(span.from)} ${y(bargainingLevel[span.state])}H${at(span.to)}`)
    .join('');
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className="block h-14 w-full overflow-visible"
      role="img"
      aria-label={`${row.name}: ${row.label}. The course of the talks; told in words below the chart.`}
    >
      <defs>
        <pattern id={`${id}-hatch`} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="8" className="stroke-strike" strokeWidth="4" />
        </pattern>
      </defs>
      {ticks.map((tick) => (
        <line
          key={tick}
          x1={at(tick)}
          x2={at(tick)}
          y1="0"
          y2={height}
          className="stroke-rule"
          strokeWidth="1"
          vectorEffect="non-scaling-stroke"
        />
      ))}
      {lane.stoppage.map((span) =>
        span.state === 'CALLED' ? null : (
          <rect
            key={`${span.event} ${span.state}`}
            x={at(span.from)}
            y={barTop}
            width={Math.max(2, at(span.to) - at(span.from))}
            height={barHeight}
            className={span.state === 'IN_EFFECT' ? 'fill-strike' : 'stroke-strike'}
            {...(span.state === 'SUSPENDED' && { fill: `url(#${id}-hatch)`, vectorEffect: 'non-scaling-stroke' })}
          />
        ),
      )}
      {lane.voting.map((span) => (
        <rect
          key={span.event}
          x={Math.min(at(span.from), width - 6)}
          y={barTop - 6}
          width={Math.max(6, at(span.to) - at(span.from))}
          height="4"
          className="fill-vote"
        />
      ))}
      <path d={line} fill="none" className="stroke-talks" strokeWidth="2" vectorEffect="non-scaling-stroke" strokeLinejoin="round" />
      {lane.marks.map((mark) => (
        <MarkDrawing key={`${mark.event} ${mark.kind}`} mark={mark} x={at(mark.on)} />
      ))}
    </svg>
  );
}

/** Marks are strokes of a fixed width with round or square ends, which a stretched drawing does not distort. */
function MarkDrawing({ mark, x }: { mark: Mark; x: number }) {
  if (mark.kind === 'EXPIRED')
    return (
      <line
        x1={x}
        x2={x}
        y1={barTop - 8}
        y2={barTop + barHeight}
        className="stroke-ink"
        strokeWidth="1.5"
        strokeDasharray="2 2"
        vectorEffect="non-scaling-stroke"
      />
    );
  const level = mark.kind === 'RATIFIED' ? 4 : mark.kind === 'REJECTED' ? 2 : 3;
  const color = mark.kind === 'RATIFIED' ? 'stroke-settled' : mark.kind === 'REJECTED' ? 'stroke-strike' : 'stroke-deal';
  return (
    <line
      x1={x}
      x2={x}
      y1={y(level)}
      y2={y(level) + 0.01}
      className={color}
      strokeWidth={mark.kind === 'RATIFIED' ? 11 : 9}
      strokeLinecap={mark.kind === 'RATIFIED' ? 'round' : 'square'}
      vectorEffect="non-scaling-stroke"
    />
  );
}
