'use client';

import { useRouter } from 'next/navigation';
import { type MouseEvent, type ReactNode, useEffect, useRef, useState } from 'react';

interface StepProps {
  readonly href: string;
  readonly className: string;
  readonly children: ReactNode;
}

/** A link to another day of the same page, which comes in place of this one without the page being left. */
export function StepLink({ href, className, children }: StepProps) {
  const { replace } = useRouter();
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    replace(href, { scroll: false });
  };
  return (
    <a href={href} className={className} onClick={follow}>
      {children}
    </a>
  );
}

/** How long each day is shown, in milliseconds, by the name of the speed. */
const speeds = { Slow: 4_000, Steady: 2_000, Fast: 1_000 } as const;
type Speed = keyof typeof speeds;
const isSpeed = (name: string): name is Speed => name in speeds;

/**
 * Plays a page through its major events, one day after the other; the links beside it do the same step by step. Nothing plays where
 * less motion is wanted.
 *
 * @param first where playing begins on a page that is at the end
 * @param next the day to come; null at the end
 * @param now the day of this view in words
 */
export function PlayButton({ first, next, now }: { first: string; next: string | null; now: string }) {
  const { replace } = useRouter();
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<Speed>('Steady');
  const opened = useRef(now);
  // At the end there is no next day until the first one is there.
  const isRewinding = useRef(false);
  const [spoken, setSpoken] = useState('');
  const stepMs = speeds[speed];

  useEffect(() => {
    if (now !== opened.current) setSpoken(now);
    opened.current = now;
  }, [now]);

  // Each day is shown for as long from when it is there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another day begins another rest
  useEffect(() => {
    if (!isPlaying) return;
    if (next === null) {
      if (!isRewinding.current) setPlaying(false);
      return;
    }
    isRewinding.current = false;
    const timer = setTimeout(() => replace(next, { scroll: false }), stepMs);
    return () => clearTimeout(timer);
  }, [isPlaying, next, now, stepMs, replace]);

  const toggle = () => {
    isRewinding.current = !isPlaying && next === null;
    if (isRewinding.current) replace(first, { scroll: false });
    setPlaying(!isPlaying);
  };

  return (
    <div className="needs-script flex items-center gap-2 motion-reduce:hidden">
      <button type="button" className="min-w-[5rem]" onClick={toggle}>
        {isPlaying ? 'Pause' : 'Play'}
      </button>
      <select aria-label="Speed" value={speed} onChange={({ target: { value } }) => setSpeed(isSpeed(value) ? value : 'Steady')}>
        {Object.keys(speeds).map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      <p role="status" className="sr-only">
        {spoken}
      </p>
    </div>
  );
}
