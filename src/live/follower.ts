import type { Change } from '#domain/change/change.ts';

/** Where a follower reads the log. */
export interface LogSource<T extends Pick<Change, 'seq'> = Change> {
  /** The changes after a number, in order, at most `limit`. */
  read(since: number, limit: number): Promise<readonly T[]>;
  /** Calls `wake` whenever the log may have grown; gives what ends that. */
  listen(wake: () => void): () => Promise<void>;
}

/** A process's place in the log. */
export interface LogFollower {
  /** The number of the last change that this process knows. */
  readonly head: number;
  /** How long ago the log was last read to its end, in milliseconds. */
  readonly silence: () => number;
  /** Reads what is new now, and resolves when it has been told. Rejects when the log cannot be read. */
  catchUp(): Promise<void>;
  stop(): Promise<void>;
}

/** A look that failed: the number of the last change that was told, which the next look goes on from, and why. */
export interface LookFailure {
  readonly cursor: number;
  readonly error: unknown;
}

/** How often the log is looked at even if nothing woke the follower, in milliseconds: a notice may be lost with its connection. */
const pollMs = 1_000;
const batchSize = 500;

/**
 * Follows the log from a place in it: every change that comes after is told once, in order, in batches, and the place
 * moves on when it has been told. What fails is left to the next look, which begins at the same place, so that a database that goes away
 * and comes back is followed on from where it was.
 *
 * @param from the number of the last change that is known already
 * @param report told of a look that failed: once for each reason, until a look succeeds
 */
export function followLog<T extends Pick<Change, 'seq'>>(
  source: LogSource<T>,
  from: number,
  tell: (changes: readonly T[]) => void,
  report: (failure: LookFailure) => void,
): LogFollower {
  let head = from;
  let lastRead = performance.now();
  const reported = new Set<string>();
  let ended = false;
  /** The look under way, or the last one. */
  let current: Promise<void> = Promise.resolve();
  /** The one after it, shared by all who ask until it begins. */
  let next: Promise<void> | null = null;

  const look = async (): Promise<void> => {
    next = null;
    for (let full = true; full && !ended; ) {
      const changes = await source.read(head, batchSize);
      const last = changes.at(-1);
      if (last === undefined) break;
      tell(changes);
      head = last.seq;
      full = changes.length === batchSize;
    }
    lastRead = performance.now();
    reported.clear();
  };

  const lookAndReport = (): Promise<void> =>
    look().catch((error: unknown) => {
      const reason = String(error);
      if (!reported.has(reason)) report({ cursor: head, error });
      reported.add(reason);
      throw error;
    });

  /** One look at a time; whoever asks during one gets the next, because theirs may have come too late for it. */
  const catchUp = (): Promise<void> => {
    if (next !== null) return next;
    current = current.catch(() => undefined).then(lookAndReport);
    next = current;
    return next;
  };

  const wake = () => void catchUp().catch(() => undefined);
  const stopListening = source.listen(wake);
  const timer = setInterval(wake, pollMs);
  return {
    get head() {
      return head;
    },
    silence: () => performance.now() - lastRead,
    catchUp,
    stop: async () => {
      ended = true;
      clearInterval(timer);
      await stopListening();
      await current.catch(() => undefined);
    },
  };
}
