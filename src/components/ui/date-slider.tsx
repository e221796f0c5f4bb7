import type { CSSProperties } from 'react';
import { formatDate } from '#domain/time/format.ts';
import { placeOn, type SliderReach, ticksOf } from './slider-scale.ts';

/** A day of a major event. `name` is null where it is not to be told. */
export interface DateMark {
  readonly day: string;
  readonly name: string | null;
}

const dayMs = 86_400_000;
const toIndex = (day: string) => Date.parse(`${day}T00:00:00Z`) / dayMs;
/** The width of the slider's thumb in pixels: its middle stands on a day, so that marks begin and end half of it inside. */
const thumb = 16;

/**
 * A slider through the days of the record, in days since 1970, marked with the major events (`src/browser/date-slider.ts`). The date
 * field beside it does the same without JavaScript.
 */
export function DateSlider({
  reach,
  value,
  today,
  marks,
}: {
  reach: SliderReach;
  value: string;
  today: string;
  marks: readonly DateMark[];
}) {
  const { from, to, end } = reach;
  const [first, last] = [toIndex(from), toIndex(to)];
  const placeOf = (at: string): CSSProperties => {
    const share = (toIndex(at) - first) / Math.max(1, last - first);
    return { left: `calc(${thumb / 2}px + (100% - ${thumb}px) * ${share.toFixed(4)})` };
  };
  const inside = marks.filter((mark) => mark.day >= from && mark.day <= to);
  const name = inside.find((mark) => mark.day === value && mark.name !== null)?.name;
  const told = name == null ? formatDate(value) : `${formatDate(value)}: ${name}`;
  return (
    <div
      id="date-slider"
      data-value={value}
      data-end={end}
      data-today={today}
      className="scrubber relative order-last min-w-0 grow basis-full sm:order-none sm:basis-60"
    >
      <input
        type="range"
        className="block w-full"
        min={first}
        max={last}
        defaultValue={toIndex(placeOn(reach, value))}
        // A browser that fills it in again after a reload would have it stand on another day than the page.
        autoComplete="off"
        aria-label="Date of the record"
        aria-valuetext={told}
      />
      <div className="figure relative h-7 text-soft text-xs" aria-hidden="true">
        {inside.map(({ day, name }, index) => (
          <span
            key={`${day} ${String(index)}`}
            data-day={day}
            data-name={name ?? undefined}
            data-now={day === value ? '' : undefined}
            className="absolute -top-1 block h-2 w-px bg-ink data-now:bg-strike"
            style={placeOf(day)}
          />
        ))}
        {ticksOf(reach).map(({ day, name }) => (
          <span key={day} className="absolute top-1.5 -translate-x-1/2 bg-paper px-0.5" style={placeOf(day)}>
            {name}
          </span>
        ))}
        {to !== end && <span className="absolute top-1.5 right-0 bg-paper pl-0.5">… {end.slice(0, 4)}</span>}
      </div>
      <p className="scrubber-day figure truncate text-xs" aria-hidden="true">
        {told}
      </p>
    </div>
  );
}
