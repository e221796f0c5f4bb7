import { scaleUtc } from 'd3-scale';
import type { ReactNode } from 'react';
import type { DayCount } from '#domain/deal-status/day-count.ts';
import { formatDate, formatShortDate } from '#domain/time/format.ts';
import { bargainingLevel, type Lane, type Mark, type Span } from '#domain/timeline/lanes.ts';

/** A negotiation with its lane. */
export interface LaneRow {
  readonly slug: string;
  readonly name: string;
  readonly href: string;
  readonly label: string;
  readonly lane: Lane;
  /** The days of its latest stoppage, to be named on the bar. */
  readonly count: DayCount | null;
}

/** The drawing's own units: the width stretches to the page, the height is in pixels. */
const width = 1000;
const height = 104;
const levelTop = 12;
const levelStep = 14;
const voteTop = 73;
const barTop = 82;
const barHeight = 18;

const toTime = (day: string) => Date.parse(`${day}T00:00:00Z`);
const y = (level: number) => levelTop + (4 - level) * levelStep;

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
  RECESSED: 'in recess',
  SUSPENDED: 'talks broken off',
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

/** What the signs of a lanes chart mean. */
export function LanesKey() {
  return (
    <ul className="flex flex-wrap gap-x-6 gap-y-1 text-soft text-xs">
      <Key swatch={<path d="M0 10h8V3h8v4h8" fill="none" className="stroke-talks" strokeWidth="2" />}>
        how far the talks are: a rise is progress, a fall a step back
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
      <Key swatch={<path d="M12 0v12" className="stroke-ink" strokeWidth="1.5" strokeDasharray="2 2" />}>contract expires</Key>
      <Key swatch={<rect x="8" y="2" width="8" height="8" className="fill-deal" />}>tentative agreement</Key>
      <Key swatch={<rect x="0" y="4" width="24" height="4" className="fill-vote" />}>members vote</Key>
      <Key swatch={<circle cx="12" cy="6" r="5" className="fill-settled" />}>ratified</Key>
    </ul>
  );
}

function Key({ swatch, children }: { swatch: ReactNode; children: ReactNode }) {
  return (
    <li className="inline-flex items-center gap-1.5">
      <svg viewBox="0 0 24 12" className="h-3 w-6 shrink-0" aria-hidden="true">
        {swatch}
      </svg>
      {children}
    </li>
  );
}

/** Where a day lies, in the drawing's own units. */
type Place = (day: string) => number;

/**
 * Negotiations over time, one lane each. The line is how far the talks are and can fall; the bar below it is the stoppage, hatched
 * where it is suspended; the thin violet bar is a ratification vote. All words are HTML, so that they stay legible at any width.
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
  const x = scaleUtc([toTime(from), Math.max(toTime(to), toTime(from) + 86_400_000)], [0, width]);
  const at: Place = (day) => Math.max(0, Math.min(width, x(toTime(day))));
  const ticks = x.ticks(6).map((date) => date.toISOString().slice(0, 10));
  return (
    <figure aria-labelledby={`${id}-title`} className="mt-6">
      <figcaption id={`${id}-title`} className="font-semibold">
        {title}
      </figcaption>
      <ol className="mt-1">
        {rows.map((row) => (
          <li key={row.slug} className="border-rule border-t pt-2 sm:grid sm:grid-cols-[10rem_1fr] sm:gap-4 sm:pt-0">
            <div className="flex flex-wrap items-baseline justify-between gap-x-3 sm:block sm:pt-2">
              <a href={row.href} className="font-semibold">
                {row.name}
              </a>
              <span className="text-soft text-xs sm:block">{row.label}</span>
            </div>
            <LaneDrawing id={`${id}-${row.slug}`} row={row} at={at} ticks={ticks} />
          </li>
        ))}
      </ol>
      <TimeAxis ticks={ticks} at={at} to={to} />
      <details className="mt-1 text-sm">
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

function TimeAxis({ ticks, at, to }: { ticks: readonly string[]; at: Place; to: string }) {
  return (
    <div className="border-ink border-t sm:grid sm:grid-cols-[10rem_1fr] sm:gap-4" aria-hidden="true">
      <span />
      <div className="figure relative h-6 text-soft text-xs">
        {ticks.map((tick, index) => {
          const left = at(tick) / 10;
          if (left > 86) return null;
          const isFirstOfYear = index === 0 || ticks[index - 1]?.slice(0, 4) !== tick.slice(0, 4);
          const isCrowded = left > 66 || (index % 2 === 1 && !isFirstOfYear);
          return (
            <span key={tick} className={`absolute pt-0.5 ${isCrowded ? 'hidden sm:inline' : ''}`} style={{ left: `${left}%` }}>
              {formatShortDate(tick.slice(0, 7))}
              {isFirstOfYear ? ` ’${tick.slice(2, 4)}` : ''}
            </span>
          );
        })}
        <span className="absolute right-0 pt-0.5 font-semibold text-ink">{formatDate(to)}</span>
      </div>
    </div>
  );
}

/** How wide a character of a label is at most, in hundredths of a wide drawing and of a narrow one. */
const charOf = { wide: 0.8, narrow: 2.2 } as const;

/** Whether a label fits a stretch of a drawing: everywhere, only in a wide one, or nowhere. */
function fitOf(text: string, percent: number): 'everywhere' | 'wide' | 'nowhere' {
  if (percent >= text.length * charOf.narrow) return 'everywhere';
  return percent >= text.length * charOf.wide ? 'wide' : 'nowhere';
}

/** A word on the drawing, beginning at a place on it or ending there. It repeats what the words below the chart say. */
function Word({ text, left, right, top, className }: { text: string; left?: number; right?: number; top: number; className: string }) {
  const style = { top, ...(left !== undefined && { left: `${left}%` }), ...(right !== undefined && { right: `${100 - right}%` }) };
  return (
    <span className={`absolute -translate-y-1/2 whitespace-nowrap px-1.5 text-xs leading-none ${className}`} style={style}>
      {text}
    </span>
  );
}

function LaneWords({ row, at }: { row: LaneRow; at: Place }) {
  const { lane, count } = row;
  const latest = lane.bargaining.at(-1);
  const spanOf = ({ from, to }: Span) => (at(to) - at(from)) / 10;
  const shown = (fit: 'everywhere' | 'wide') => (fit === 'wide' ? 'hidden sm:block' : '');
  return (
    <div aria-hidden="true" className="figure">
      {lane.bargaining.map((span) => {
        const text = bargainingNames[span.state];
        const fit = fitOf(text, spanOf(span));
        return span.state === 'TENTATIVE_AGREEMENT' ||
          span.state === 'CONCLUDED' ||
          span.state === 'NOT_OPENED' ||
          fit === 'nowhere' ? null : (
          <Word
            key={span.event}
            text={text}
            left={at(span.from) / 10}
            top={y(bargainingLevel[span.state]) + 9}
            className={`text-talks ${shown(fit)}`}
          />
        );
      })}
      {latest?.state === 'BARGAINING' && spanOf(latest) < 2 && (
        <Word
          text={`in talks ${formatShortDate(latest.from)}`}
          right={at(latest.from) / 10 - 0.2}
          top={y(bargainingLevel.BARGAINING)}
          className="font-semibold text-talks"
        />
      )}
      {lane.stoppage.map((span) => {
        if (span.state === 'CALLED') return null;
        const noun = count?.stoppage === 'LOCKOUT' ? 'Lockout' : 'Strike';
        const isCounted = span.state === 'IN_EFFECT' && count !== null && span.from === count.from;
        const text = isCounted
          ? `${noun}, ${count.state === 'IN_EFFECT' ? `day ${count.inclusive}` : `${count.inclusive} days`}`
          : span.state === 'IN_EFFECT'
            ? 'Work stopped'
            : 'suspended';
        const fit = fitOf(text, spanOf(span));
        return fit === 'nowhere' || span.state === 'SUSPENDED' ? null : (
          <Word
            key={span.event}
            text={text}
            left={at(span.from) / 10}
            top={barTop + barHeight / 2}
            className={`font-semibold text-paper ${shown(fit)}`}
          />
        );
      })}
      {lane.marks.map((mark) => {
        if (mark.kind === 'EXPIRED') return null;
        const text = `${mark.kind === 'TENTATIVE_AGREEMENT' ? 'Deal' : mark.kind === 'RATIFIED' ? 'Ratified' : 'Rejected'} ${formatShortDate(mark.on)}`;
        const place = at(mark.on) / 10;
        if (fitOf(text, place) === 'nowhere') return null;
        return (
          <Word
            key={`${mark.event} ${mark.kind}`}
            text={text}
            right={place - 0.6}
            top={y(levelOf(mark))}
            className={`font-semibold ${mark.kind === 'RATIFIED' ? 'text-settled' : mark.kind === 'REJECTED' ? 'text-strike' : 'text-deal'} ${fitOf(text, place) === 'wide' ? 'hidden sm:block' : ''}`}
          />
        );
      })}
      {lane.voting.map((span) => (
        <Word key={span.event} text="vote" right={Math.min(at(span.from), width - 6) / 10} top={voteTop + 1} className="text-vote" />
      ))}
    </div>
  );
}

function LaneDrawing({ id, row, at, ticks }: { id: string; row: LaneRow; at: Place; ticks: readonly string[] }) {
  const { lane } = row;
  const line = lane.bargaining
    .map((span, index) => `${index === 0 ? 'M' : 'L'}${at(span.from)} ${y(bargainingLevel[span.state])}H${at(span.to)}`)
    .join('');
  const [first] = lane.bargaining;
  const last = lane.bargaining.at(-1);
  return (
    <div className="relative">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        className="block w-full overflow-visible"
        style={{ height }}
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
        {first !== undefined && last !== undefined && <path d={`${line}V${y(0)}H${at(first.from)}Z`} className="fill-talks opacity-12" />}
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
            y={voteTop}
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
      <LaneWords row={row} at={at} />
    </div>
  );
}

/** How high a mark stands on the line. */
function levelOf({ kind }: Mark): number {
  return kind === 'RATIFIED' ? 4 : kind === 'REJECTED' ? 2 : 3;
}

/** Marks are strokes of a fixed width with round or square ends, which a stretched drawing does not distort. */
function MarkDrawing({ mark, x }: { mark: Mark; x: number }) {
  if (mark.kind === 'EXPIRED')
    return (
      <line
        x1={x}
        x2={x}
        y1={levelTop}
        y2={height}
        className="stroke-ink"
        strokeWidth="1.5"
        strokeDasharray="2 3"
        vectorEffect="non-scaling-stroke"
      />
    );
  const level = levelOf(mark);
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
