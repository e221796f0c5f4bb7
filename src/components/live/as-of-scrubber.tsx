'use client';

import { useEffect, useRef, useState } from 'react';

const dayMs = 86_400_000;
const toDay = (index: number) => new Date(index * dayMs).toISOString().slice(0, 10);
const toIndex = (day: string) => Date.parse(`${day}T00:00:00Z`) / dayMs;
/** How long a reader may rest between two steps of the arrow keys before the page is fetched, in milliseconds. */
const restMs = 500;

/** A slider through the days of the record. The date field beside it does the same without JavaScript. */
export function AsOfScrubber({ from, to, value, marks }: { from: string; to: string; value: string; marks: readonly string[] }) {
  const [day, setDay] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const [first, last] = [toIndex(from), toIndex(to)];

  useEffect(() => {
    const slider = input.current;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const go = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const address = new URL(window.location.href);
        address.searchParams.set('asOf', toDay(Number(slider?.value)));
        window.location.assign(address);
      }, restMs);
    };
    slider?.addEventListener('change', go);
    return () => {
      clearTimeout(timer);
      slider?.removeEventListener('change', go);
    };
  }, []);

  return (
    <div className="scrubber relative grow basis-60">
      <input
        ref={input}
        type="range"
        className="w-full"
        min={first}
        max={last}
        value={toIndex(day)}
        onChange={(event) => setDay(toDay(Number(event.target.value)))}
        aria-label="Date of the record"
        aria-valuetext={day}
      />
      <svg className="block h-2 w-full" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">
        {marks.map((mark) => {
          const x = ((toIndex(mark) - first) / Math.max(1, last - first)) * 984 + 8;
          return <line key={mark} x1={x} x2={x} y1="0" y2="8" stroke="currentColor" strokeWidth="1" vectorEffect="non-scaling-stroke" />;
        })}
      </svg>
      <output className="figure text-xs text-soft">{day}</output>
    </div>
  );
}
