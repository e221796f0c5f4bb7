import { setTimeout as wait } from 'node:timers/promises';

/** What happens to something that is watched. */
export type WatchEvent =
  | { readonly kind: 'ENDED'; readonly how: string }
  | { readonly kind: 'FAILED'; readonly attempt: number; readonly error: unknown }
  | { readonly kind: 'RESTARTED'; readonly attempts: number; readonly seconds: number };

/** How something is watched and started again. */
export interface RestartOptions {
  /** Told of everything that happens. */
  readonly report: (event: WatchEvent) => void;
  /** Told why it does not start, after the last attempt. Nothing is tried again. */
  readonly giveUp: (error: unknown, attempts: number) => void;
  /** How often a start is tried before that. */
  readonly attempts?: number;
  /** How long the first attempt waits, in milliseconds; each one waits twice as long as the one before. */
  readonly firstDelayMs?: number;
}

const usualAttempts = 10;
const usualFirstDelayMs = 100;
const longestDelayMs = 5_000;
/** What has run for so long did not end because it was started, so that it is started again without delay. */
const steadyMs = 10_000;

/**
 * Starts something again whenever it has ended, with a back-off.
 *
 * @param untilEnded resolves with how it ended
 * @param start resolves when it runs again, and leaves nothing behind where it fails or is aborted
 * @returns what ends the watch; it resolves when nothing is being started any more
 */
export function restartAlways(
  untilEnded: (signal: AbortSignal) => Promise<string>,
  start: (signal: AbortSignal) => Promise<void>,
  { report, giveUp, attempts = usualAttempts, firstDelayMs = usualFirstDelayMs }: RestartOptions,
): () => Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  let delay = firstDelayMs;

  const startAgain = async (): Promise<boolean> => {
    const ended = performance.now();
    for (let attempt = 1; ; attempt += 1) {
      await wait(delay, undefined, { signal });
      delay = Math.min(delay * 2, longestDelayMs);
      try {
        await start(signal);
        report({ kind: 'RESTARTED', attempts: attempt, seconds: (performance.now() - ended) / 1_000 });
        return true;
      } catch (error) {
        if (signal.aborted) return false;
        if (attempt === attempts) {
          giveUp(error, attempt);
          return false;
        }
        report({ kind: 'FAILED', attempt, error });
      }
    }
  };
  const watch = async (): Promise<void> => {
    for (let runs = true; runs; ) {
      const begun = performance.now();
      const how = await untilEnded(signal);
      if (performance.now() - begun > steadyMs) delay = firstDelayMs;
      report({ kind: 'ENDED', how });
      runs = await startAgain();
    }
  };
  const watching = watch().catch((error: unknown) => {
    if (!signal.aborted) giveUp(error, 0);
  });
  return async () => {
    over.abort();
    await watching;
  };
}
