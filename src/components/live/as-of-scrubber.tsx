'use client';

import { useRouter } from 'next/navigation';
import { type CSSProperties, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { formatDate } from '#domain/time/format.ts';

/** A day of a major event. `name` is null where it is not to be told. */
export interface ScrubberMark {
  readonly day: string;
  readonly name: string | null;
}

const dayMs = 86_400_000;
const toDay = (index: number) => new Date(index * dayMs).toISOString().slice(0, 10);
const toIndex = (day: string) => Date.parse(`${day}T00:00:00Z`) / dayMs;
/** How long a reader may rest between two steps of the arrow keys before the page is fetched, in milliseconds. */
const restMs = 500;
/** The width of the slider's thumb in pixels: its middle stands on a day, so that marks begin and end half of it inside. */
const thumb = 16;

/**
 * A slider through the days of the record, marked with the major events. Page Up and Page Down step from one to the next.
 * The date field beside it does the same without JavaScript.
 */
export function AsOfScrubber({ from, to, value, marks }: { from: string; to: string; value: string; marks: readonly ScrubberMark[] }) {
  const { replace } = useRouter();
  const [shown, setShown] = useState(value);
  const [day, setDay] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const go = useRef<() => void>(() => undefined);
  const [first, last] = [toIndex(from), toIndex(to)];
  // Another view of the page moves the slider, which stays the one that has focus.
  if (shown !== value) {
    setShown(value);
    setDay(value);
  }
  const placeOf = (at: string): CSSProperties => {
    const share = (toIndex(at) - first) / Math.max(1, last - first);
    return { left: `calc(${thumb / 2}px + (100% - ${thumb}px) * ${share.toFixed(4)})` };
  };
  const inside = marks.filter((mark) => mark.day >= from && mark.day <= to);
  const [firstYear, lastYear] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  const years = Array.from({ length: lastYear - firstYear }, (_, index) => firstYear + index + 1);
  const step = Math.ceil(years.length / 8);
  const told = `${formatDate(day)}${inside
    .filter((mark) => mark.day === day && mark.name !== null)
    .slice(0, 1)
    .map((mark) => `: ${mark.name ?? ''}`)
    .join('')}`;

  useEffect(() => {
    const slider = input.current;
    let timer: ReturnType<typeof setTimeout> | undefined;
    go.current = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const address = new URL(window.location.href);
        address.searchParams.set('asOf', toDay(Number(slider?.value)));
        replace(`${address.pathname}${address.search}`, { scroll: false });
      }, restMs);
    };
    const changed = () => go.current();
    slider?.addEventListener('change', changed);
    return () => {
      clearTimeout(timer);
      slider?.removeEventListener('change', changed);
    };
  }, [replace]);

  const leap = (event: KeyboardEvent) => {
    const target =
      event.key === 'PageUp'
        ? inside.find((mark) => mark.day > day)
        : event.key === 'PageDown'
          ? inside.findLast((mark) => mark.day < day)
          : undefined;
    if (target === undefined) return;
    event.preventDefault();
    setDay(target.day);
    go.current();
  };

  return (
    <div className="scrubber relative order-last min-w-0 grow basis-full sm:order-none sm:basis-60">
      <input
        ref={input}
        type="range"
        className="block w-full"
        min={first}
        max={last}
        value={toIndex(day)}
        onChange={(event) => setDay(toDay(Number(event.target.value)))}
        onKeyDown={leap}
        aria-label="Date of the record"
        aria-valuetext={told}
      />
      <div className="figure relative h-7 text-soft text-xs" aria-hidden="true">
        {inside.map((mark, index) => (
          <span
            key={`${mark.day} ${String(index)}`}
            className={`absolute -top-1 block h-2 w-px ${mark.day === day ? 'bg-strike' : 'bg-ink'}`}
            style={placeOf(mark.day)}
          />
        ))}
        {years.map((year, index) =>
          index % step === 0 ? (
            <span key={year} className="absolute top-1.5 -translate-x-1/2 bg-paper px-0.5" style={placeOf(`${year}-01-01`)}>
              {year}
            </span>
          ) : null,
        )}
      </div>
      <p className="figure truncate text-xs" aria-hidden="true">
        {told}
      </p>
    </div>
  );
}
