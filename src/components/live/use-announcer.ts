import { useCallback, useEffect, useRef, useState } from 'react';

/** Between two announcements at least, in milliseconds. */
const restMs = 10_000;
/** What comes together is told together, in milliseconds. */
const gatherMs = 500;

/**
 * The text of a polite live region, and what adds to it: at most one announcement in ten seconds, which tells all that came since.
 *
 * @param compose one sentence for several things
 */
export function useAnnouncer<Thing>(
  compose: (things: readonly Thing[]) => string,
): [text: string, announce: (things: readonly Thing[]) => void] {
  const [text, setText] = useState('');
  const waiting = useRef<Thing[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const last = useRef(0);

  const announce = useCallback(
    (things: readonly Thing[]): void => {
      waiting.current.push(...things);
      timer.current ??= setTimeout(
        () => {
          timer.current = undefined;
          setText(compose(waiting.current.splice(0)));
        },
        Math.max(gatherMs, last.current + restMs - Date.now()),
      );
    },
    [compose],
  );

  // The time runs from when it can be heard, not from when it was to be said.
  useEffect(() => {
    if (text !== '') last.current = Date.now();
  }, [text]);

  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );

  return [text, announce];
}
