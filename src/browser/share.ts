import { type Connection, followStream } from './follow.ts';
import { type Update, updateOf } from './update.ts';

/** Which day it is, by time zone. */
export type Days = ReadonlyMap<string, string>;

/** A page that wants to hear of changes. */
export interface Listener {
  /** The number of the last change that the page knows; null where it knows of none. */
  readonly cursor: () => number | null;
  readonly onUpdate: (update: Update) => void;
  /** Changes were missed that can no longer be told one by one: the page is to be read anew, and follows from `head`. */
  readonly onReset: (head: number) => void;
  /** It is told which day it is. */
  readonly onDays: (days: Days) => void;
  readonly onConnection: (connection: Connection) => void;
}

/**
 * What tabs tell each other. `ask` comes from a page that has just begun to listen or has missed something, or that heard that another
 * has just begun to `lead`.
 */
type Message =
  | { readonly type: 'lead' }
  | { readonly type: 'ask'; readonly since: number | null }
  | Told
  | Reset
  | { readonly type: 'days'; readonly days: Days }
  | { readonly type: 'state'; readonly connection: Connection };

/** An update, with the number of the one before it: a page that does not know that one has missed it. */
interface Told {
  readonly type: 'update';
  readonly after: number | null;
  readonly update: Update;
}

/** What came after `since`, up to `head`, cannot be told one by one. */
interface Reset {
  readonly type: 'reset';
  readonly since: number | null;
  readonly head: number;
}

/** Whether a page that knows the record up to a number has missed what a reset leaves out. A log that was put back ends before `since`. */
function misses(cursor: number | null, { since, head }: Reset): boolean {
  return cursor === null || cursor < head || (since !== null && cursor <= since);
}

// The number goes up when the messages change, so that tabs of two releases do not talk past each other.
const name = 'parley-stream-3';
/** How many updates the tab with the connection keeps for pages that come later. */
const kept = 500;
const stateMs = 10_000;
/** A tab that holds the connection and is silent for longer has been frozen or is stuck. */
const silentMs = 45_000;

function daysOf(text: string): Days {
  return new Map(
    text.split(' ').map((each) => {
      const [timeZone = '', day = ''] = each.split('=');
      return [timeZone, day];
    }),
  );
}

/** Holds the connection, and tells what comes over it. */
function lead(
  listener: Listener,
  tell: (message: Message) => void,
): { readonly end: () => void; readonly answer: (since: number | null) => void } {
  let head = listener.cursor();
  /** What came after this number is in `told`. */
  let from = head;
  let told: Told[] = [];
  let connection: Connection = 'connecting';
  let days: Days = new Map();
  const state = () => tell({ type: 'state', connection });
  const begin = () =>
    followStream({
      cursor: () => head,
      onConnection: (next) => {
        connection = next;
        listener.onConnection(next);
        state();
      },
      tell: ({ id, event, data, today }) => {
        if (today !== undefined) {
          days = daysOf(today);
          listener.onDays(days);
          tell({ type: 'days', days });
        }
        if (head === null && id !== undefined) {
          head = Number(id);
          from = head;
          tell({ type: 'lead' });
        }
        if (data === undefined || event === 'day') return;
        if (event === 'reset') {
          const reset: Reset = { type: 'reset', since: head, head: Number(id) };
          head = reset.head;
          from = head;
          told = [];
          if (misses(listener.cursor(), reset)) listener.onReset(head);
          tell(reset);
          return;
        }
        const update = updateOf(JSON.parse(data));
        if (update === null) return;
        const message: Told = { type: 'update', after: head, update };
        head = update.seq;
        told.push(message);
        if (told.length > kept) from = told.shift()?.update.seq ?? from;
        listener.onUpdate(update);
        tell(message);
      },
    });
  let end = begin();
  const timer = setInterval(state, stateMs);
  // A page that asked when there was nobody to answer asks again: what it lacks may be what this one has read already.
  tell({ type: 'lead' });
  return {
    end: () => {
      clearInterval(timer);
      end();
    },
    answer: (since) => {
      if (since !== null && from !== null && since < from) {
        // It lacks what came before this tab began to lead: the stream goes on from there, and who knows it already passes over it.
        end();
        head = since;
        from = since;
        told = [];
        end = begin();
      } else for (const message of told) if (since !== null && message.update.seq > since) tell(message);
      tell({ type: 'days', days });
      state();
    },
  };
}

/** The way to the other tabs; null where a browser has none, or refuses it to pages that may store nothing. */
function openChannel(): BroadcastChannel | null {
  if (!('locks' in navigator) || !('BroadcastChannel' in window)) return null;
  try {
    return new BroadcastChannel(name);
  } catch {
    return null;
  }
}

/**
 * Listens to the stream over one connection for all tabs of a browser: the one that holds the lock has it, the others are told by
 * it, and when it closes the next one takes over. Where there are no locks, or they are refused, each tab has its own connection.
 *
 * @returns what ends it
 */
export function shareStream(listener: Listener): () => void {
  const channel = openChannel();
  if (channel === null) return lead(listener, () => undefined).end;
  // The connection may have a last word after the channel is closed.
  const tell = (message: Message) => {
    if (!isEnded) channel.postMessage(message);
  };
  let asked: number | null = null;
  const ask = () => {
    asked = listener.cursor();
    tell({ type: 'ask', since: asked });
  };
  let leading: ReturnType<typeof lead> | null = null;
  let release = () => {};
  let isEnded = false;
  let heard = Date.now();
  let waiting = new AbortController();

  const hold = (): Promise<void> => {
    leading = lead(listener, tell);
    return new Promise((resolve) => {
      release = resolve;
    });
  };
  const queue = async (steal: boolean): Promise<void> => {
    waiting.abort();
    waiting = new AbortController();
    const { signal } = waiting;
    try {
      await navigator.locks.request(name, steal ? { steal } : { signal }, hold);
    } catch (error) {
      // Given up for another request of our own.
      if (signal.aborted) return;
      // The lock was taken away: then this tab waits in line again. Whatever else it is, it would be so the next time, too.
      if (!(error instanceof DOMException && error.name === 'AbortError')) {
        clearInterval(watch);
        channel.close();
        leading = lead(listener, () => undefined);
        return;
      }
    }
    leading?.end();
    leading = null;
    if (!isEnded) void queue(false);
  };

  const take = (message: Told) => {
    const cursor = listener.cursor();
    if (cursor === null || message.after === null || message.after <= cursor) listener.onUpdate(message.update);
    // What lies between comes with the answer; there is one question for it.
    else if (asked !== cursor) ask();
  };
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    heard = Date.now();
    if (data.type === 'ask') leading?.answer(data.since);
    else if (leading !== null) return;
    else if (data.type === 'lead') ask();
    else if (data.type === 'update') take(data);
    else if (data.type === 'reset') {
      if (misses(listener.cursor(), data)) listener.onReset(data.head);
    } else if (data.type === 'days') listener.onDays(data.days);
    else listener.onConnection(data.connection);
  };
  const watch = setInterval(() => {
    if (leading !== null || document.hidden || Date.now() - heard < silentMs) return;
    heard = Date.now();
    void queue(true);
  }, stateMs);
  void queue(false);
  ask();

  return () => {
    isEnded = true;
    clearInterval(watch);
    waiting.abort();
    leading?.end();
    release();
    channel.close();
  };
}
