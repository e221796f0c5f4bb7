import { scaleLinear } from 'd3-scale';
import { type AlignedStoppage, commonDay, talksOnDay } from '#domain/comparison/alignment.ts';
import { formatDate } from '#domain/time/format.ts';
import { linkTo } from '../ui/link-to.ts';
import type { View } from '../ui/view.ts';

const stateNames: Readonly<Record<string, string>> = {
  NOT_OPENED: 'talks not opened',
  BARGAINING: 'in talks',
  RECESSED: 'talks in recess',
  SUSPENDED: 'talks broken off',
  TENTATIVE_AGREEMENT: 'tentative agreement',
  CONCLUDED: 'talks concluded',
};

function nameOf(state: string | null): string {
  return state === null ? 'nothing on the talks' : (stateNames[state] ?? state.toLowerCase());
}

/** How the line of the talks looks above the bar: none where there were none. */
const talkStrokes: Readonly<Record<string, string>> = {
  BARGAINING: 'stroke-talks',
  RECESSED: 'stroke-talks',
  TENTATIVE_AGREEMENT: 'stroke-deal',
  CONCLUDED: 'stroke-settled',
};

interface Row {
  readonly slug: string;
  readonly name: string;
  readonly stoppage: AlignedStoppage;
}

/**
 * Stoppages beside each other by their own days: bars from day 1, the talks as a line above them, and one day of all of them picked
 * out. What the drawing shows is told in words beside it.
 */
export function AlignedStoppages({ rows, view }: { rows: readonly Row[]; view: View }) {
  const longest = Math.max(1, ...rows.map((row) => row.stoppage.days));
  const x = scaleLinear([0, longest], [0, 1000]);
  const day = commonDay(rows.map((row) => row.stoppage));
  const ticks = x.ticks(5).filter((tick) => tick > 0 && x(tick) < 970 && (day === null || Math.abs(tick - day) > longest * 0.06));
  return (
    <div>
      <ol>
        {rows.map((row) => (
          <li key={row.slug} className="border-rule border-t py-3 sm:grid sm:grid-cols-[13rem_1fr] sm:gap-6">
            <RowInWords row={row} day={rows.length > 1 ? day : null} view={view} />
            <RowDrawing row={row} x={x} day={day} />
          </li>
        ))}
      </ol>
      <div className="border-ink border-t sm:grid sm:grid-cols-[13rem_1fr] sm:gap-6" aria-hidden="true">
        <span className="text-soft text-xs">Day of the stoppage, inclusive count</span>
        <div className="figure relative h-6 text-soft text-xs">
          {ticks.map((tick) => (
            <span key={tick} className="absolute -translate-x-full pt-0.5" style={{ left: `${x(tick) / 10}%` }}>
              {tick}
            </span>
          ))}
          {day !== null && (
            <span
              className="absolute -translate-x-full pt-0.5 font-semibold whitespace-nowrap text-ink"
              style={{ left: `${x(day) / 10}%` }}
            >
              day {day}
            </span>
          )}
        </div>
      </div>
      <ul className="mt-1 flex flex-wrap gap-x-5 text-xs">
        <li className="text-strike">▬ work stopped</li>
        <li className="text-talks">▬ talks under way, dashed in recess</li>
        <li className="text-deal">▬ tentative agreement</li>
      </ul>
    </div>
  );
}

function RowInWords({ row: { slug, name, stoppage }, day, view }: { row: Row; day: number | null; view: View }) {
  const then = day === null ? null : talksOnDay(stoppage, day);
  return (
    <div className="text-sm">
      <p className="font-semibold">{name}</p>
      <p className="figure text-soft text-xs">
        {stoppage.isOn ? `day ${stoppage.days}` : `${stoppage.days} days`}, from {formatDate(stoppage.from)}
      </p>
      {then !== null && (
        <p className="figure mt-1">
          <strong>Day {day}</strong> was <a href={linkTo(`/negotiations/${slug}`, then.on)}>{formatDate(then.on)}</a>: {nameOf(then.state)}.
        </p>
      )}
      <details className="mt-1 text-xs">
        <summary className="text-soft">Its talks by day</summary>
        <ol className="figure mt-1">
          {stoppage.steps.length === 0 ? <li>No change on the record.</li> : null}
          {stoppage.steps.map((step) => (
            <li key={step.event}>
              Day {step.day}: <a href={linkTo(`/events/${step.event}`, view.linkDate)}>{nameOf(step.state)}</a>
            </li>
          ))}
        </ol>
      </details>
    </div>
  );
}

function RowDrawing({ row: { name, stoppage }, x, day }: { row: Row; x: (day: number) => number; day: number | null }) {
  const stretches = [{ day: 1, state: stoppage.before }, ...stoppage.steps].map(({ day: from, state }, index) => ({
    from,
    to: stoppage.steps[index]?.day ?? stoppage.days + 1,
    state,
  }));
  return (
    <svg
      viewBox="0 0 1000 44"
      preserveAspectRatio="none"
      className="mt-2 block h-11 w-full overflow-visible sm:mt-0"
      role="img"
      aria-label={`${name}: ${stoppage.days} days of stoppage; its talks are told by day beside the chart.`}
    >
      {stretches.map(({ from, to, state }) => {
        const stroke = talkStrokes[state ?? ''];
        return stroke === undefined || to <= from ? null : (
          <line
            key={`${String(from)} ${state ?? ''}`}
            x1={x(from - 1)}
            x2={x(to - 1)}
            y1="12"
            y2="12"
            className={stroke}
            strokeWidth="8"
            {...(state === 'RECESSED' && { strokeDasharray: '6 4' })}
            vectorEffect="non-scaling-stroke"
          />
        );
      })}
      <rect width={x(stoppage.days)} y="22" height="16" className="fill-strike" />
      {day !== null && (
        <line x1={x(day - 0.5)} x2={x(day - 0.5)} y1="0" y2="44" className="stroke-ink" strokeWidth="2" vectorEffect="non-scaling-stroke" />
      )}
    </svg>
  );
}
