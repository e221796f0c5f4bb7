import type { Connection } from './follow.ts';
import { type Days, shareStream } from './share.ts';
import { bearsOn, concerns, liveKey, type Scope, type Update } from './update.ts';

/** What a page knows of the stream, for the parts of it that tell a reader. */
export interface LiveState {
  readonly connection: Connection;
  readonly isPaused: boolean;
  /** The updates since the page was opened that concern it, the earliest first. */
  readonly updates: readonly Update[];
  /** The number of the last change that bears on the page; 0 where none has come since it was opened. */
  readonly latest: number;
  /** How often the page has had to be read anew because updates could not be told one by one. */
  readonly resets: number;
  readonly days: Days;
  /** The last correction or retraction of each fact, by its key. */
  readonly corrections: ReadonlyMap<string, Update>;
}

const initial: LiveState = {
  connection: 'connecting',
  isPaused: false,
  updates: [],
  latest: 0,
  resets: 0,
  days: new Map(),
  corrections: new Map(),
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

/** Tells of every change of the state, and of the state as it is now. */
export function follow(tell: (state: LiveState) => void): void {
  subscribers.add(() => tell(state));
  tell(state);
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
 * Listens for as long as the page is open and not paused.
 *
 * @param since the number of the last change that the page shows; null where it is not known
 * @param scope what the page shows of the record just now
 */
export function listen(since: number | null, scope: () => Scope): void {
  // The page that was opened says from where to listen. What comes after moves the cursor, and no refresh may turn it back.
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
      onDays: (days) => change({ days }),
      onUpdate: (update) => {
        if (cursor !== null && update.seq <= cursor) return;
        cursor = update.seq;
        if (!bearsOn(update, scope())) return;
        const isCorrection = update.kind !== 'PUBLISHED';
        change({
          latest: update.seq,
          ...(concerns(update, scope()) && { updates: [...state.updates, update].slice(-longestLog) }),
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
  let wasPaused: boolean | null = null;
  change({ isPaused: readPause() });
  follow(({ isPaused }) => {
    if (isPaused === wasPaused) return;
    wasPaused = isPaused;
    if (isPaused) stop();
    else start();
  });
  window.addEventListener('storage', ({ key }) => {
    if (key !== pauseKey && key !== null) return;
    const isPaused = readPause();
    if (isPaused !== state.isPaused) change({ isPaused });
  });
  // A page that is put aside lets go of the connection, and goes on from its cursor when it is shown again.
  window.addEventListener('pagehide', stop);
  window.addEventListener('pageshow', () => {
    if (!state.isPaused) start();
  });
}
