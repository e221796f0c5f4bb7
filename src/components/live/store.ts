import { useSyncExternalStore } from 'react';
import type { Connection } from './follow.ts';
import { shareStream } from './share.ts';
import { concerns, liveKey, type Update } from './update.ts';

/** What a page knows of the stream, for the few parts of it that tell a reader. */
export interface LiveState {
  readonly connection: Connection;
  readonly isPaused: boolean;
  /** The updates since the page was opened that concern it, the earliest first. */
  readonly updates: readonly Update[];
  /** How often the page has had to be read anew because updates could not be told one by one. */
  readonly resets: number;
  /** How many days have begun since the page was opened. */
  readonly days: number;
  /** The last correction or retraction of each fact, by its key. */
  readonly corrections: ReadonlyMap<string, Update>;
  /** What is new or differs since a moment ago, by the key of the fact. */
  readonly marks: ReadonlyMap<string, string>;
}

const initial: LiveState = {
  connection: 'connecting',
  isPaused: false,
  updates: [],
  resets: 0,
  days: 0,
  corrections: new Map(),
  marks: new Map(),
};
const pauseKey = 'parley-updates';
/** The most updates that a page keeps for its log. */
const longestLog = 1_000;

let state = initial;
const subscribers = new Set<() => void>();

function change(part: Partial<LiveState>): void {
  state = { ...state, ...part };
  for (const tell of subscribers) tell();
}

function subscribe(tell: () => void): () => void {
  subscribers.add(tell);
  return () => subscribers.delete(tell);
}

/** A part of the state, followed. What the server draws knows of nothing yet. */
export function useLive<Part>(pick: (state: LiveState) => Part): Part {
  return useSyncExternalStore(
    subscribe,
    () => pick(state),
    () => pick(initial),
  );
}

/** Marks facts with a word. */
export function mark(words: ReadonlyMap<string, string>): void {
  change({ marks: new Map([...state.marks, ...words]) });
}

/** Takes marks away. */
export function unmark(keys: Iterable<string>): void {
  const gone = new Set(keys);
  change({ marks: new Map([...state.marks].filter(([key]) => !gone.has(key))) });
}

function readPause(): boolean {
  try {
    return localStorage.getItem(pauseKey) === 'paused';
  } catch {
    return false;
  }
}

/** Pauses updates, or goes on, in all tabs of this browser, and remembers it. */
export function setPaused(isPaused: boolean): void {
  try {
    if (isPaused) localStorage.setItem(pauseKey, 'paused');
    else localStorage.removeItem(pauseKey);
  } catch {
    // A browser that stores nothing pauses for as long as the page is open.
  }
  change({ isPaused });
}

/**
 * Listens for as long as a page is open and not paused.
 *
 * @param since the number of the last change that the page shows; null where it is not known
 * @param about the negotiations that the page is about; null for all
 * @returns what ends it
 */
export function listen(since: number | null, about: readonly string[] | null): () => void {
  let cursor = since;
  let end: (() => void) | null = null;
  const start = () => {
    end ??= shareStream({
      cursor: () => cursor,
      onConnection: (connection) => change({ connection }),
      onReset: (head) => {
        cursor = head;
        change({ resets: state.resets + 1 });
      },
      onDay: () => change({ days: state.days + 1 }),
      onUpdate: (update) => {
        if (cursor !== null && update.seq <= cursor) return;
        cursor = update.seq;
        if (!concerns(update, about)) return;
        const isCorrection = update.kind !== 'PUBLISHED';
        change({
          updates: [...state.updates, update].slice(-longestLog),
          ...(isCorrection && { corrections: new Map([...state.corrections, [liveKey(update), update]]) }),
        });
      },
    });
  };
  const stop = () => {
    end?.();
    end = null;
    change({ connection: 'connecting' });
  };
  const follow = () => {
    const isPaused = readPause();
    if (isPaused !== state.isPaused) change({ isPaused });
  };
  const keep = () => (state.isPaused ? stop() : start());
  const onStorage = ({ key }: StorageEvent) => {
    if (key === pauseKey || key === null) follow();
  };
  let wasPaused: boolean | null = null;
  const unsubscribe = subscribe(() => {
    if (state.isPaused === wasPaused) return;
    wasPaused = state.isPaused;
    keep();
  });
  change({ isPaused: readPause() });
  window.addEventListener('storage', onStorage);
  // A page that is put aside lets go of the connection, and goes on from its cursor when it is shown again.
  window.addEventListener('pagehide', stop);
  window.addEventListener('pageshow', keep);
  return () => {
    unsubscribe();
    window.removeEventListener('storage', onStorage);
    window.removeEventListener('pagehide', stop);
    window.removeEventListener('pageshow', keep);
    stop();
  };
}
