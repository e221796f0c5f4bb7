import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef } from 'react';

/** Between two refreshes of a page at least, in milliseconds. */
const restMs = 1_000;
/** Readers who heard of a change in the same moment ask for the page over this time, in milliseconds. */
const spreadMs = 300;
const retryMs = 2_000;

/** Whether the page can be had just now. The router would leave the page for an answer that is none. */
async function isThere(): Promise<boolean> {
  try {
    const { ok } = await fetch(`${window.location.pathname}${window.location.search}`, {
      method: 'HEAD',
      cache: 'no-store',
      credentials: 'omit',
    });
    return ok;
  } catch {
    return false;
  }
}

/**
 * Gives what brings the page up to date: soon, once for however many changes, never in a tab that nobody sees, and again later where
 * the page cannot be had.
 */
export function useRefresh(): () => void {
  const { refresh } = useRouter();
  const isDue = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const last = useRef(0);

  const schedule = useCallback((): void => {
    if (!isDue.current || document.hidden || timer.current !== undefined) return;
    const wait = Math.max(0, last.current + restMs - Date.now()) + Math.random() * spreadMs;
    timer.current = setTimeout(async () => {
      isDue.current = false;
      const isGood = await isThere();
      timer.current = undefined;
      last.current = Date.now() + (isGood ? 0 : retryMs);
      if (isGood) refresh();
      else isDue.current = true;
      schedule();
    }, wait);
  }, [refresh]);

  useEffect(() => {
    document.addEventListener('visibilitychange', schedule);
    return () => {
      document.removeEventListener('visibilitychange', schedule);
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, [schedule]);

  return useCallback(() => {
    isDue.current = true;
    schedule();
  }, [schedule]);
}
