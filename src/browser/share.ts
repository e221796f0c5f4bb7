import { type Connection, followStream } from './follow.ts';
import { type Update, updateOf } from './update.ts';

/** A page that wants to hear of changes. */
export interface Listener {
  /** The number of the last change that the page knows; null where it knows of none. */
  readonly cursor: () => number | null;
  readonly onUpdate: (update: Update) => void;
  /** Changes were missed that can no longer be told one by one: the page is to be read anew, and follows from `head`. */
  readonly onReset: (head: number) => void;
  /** A day has begun, so that what says "today" is to be read anew. */
  readonly onDay: () => void;
  readonly onConnection: (connection: Connection) => void;
}

/** What tabs tell each other. `ask` comes from a page that has just begun to listen, or heard that another has just begun to `lead`. */
type Message =
  | { readonly type: 'lead' }
  | { readonly type: 'ask'; readonly since: number | null }
  | { readonly type: 'update'; readonly update: Update }
  | { readonly type: 'reset'; readonly head: number }
  | { readonly type: 'day' }
  | { readonly type: 'state'; readonly connection: Connection };

// The number goes up when the messages change, so that tabs of two releases do not talk past each other.
const name = 'parley-stream-2';
/** How many updates the tab with the connection keeps for pages that come later. */
const kept = 500;
const stateMs = 10_000;
/** A tab that holds the connection and is silent for longer has been frozen or is stuck. */
const silentMs = 45_000;

/** Holds the connection, and tells what comes over it. */
function lead(
  listener: Listener,
  tell: (message: Message) => void,
): { readonly end: () => void; readonly answer: (since: number | null) => void } {
  let head = listener.cursor();
  let from = head;
  let connection: Connection = 'connecting';
  let updates: Update[] = [];
  const state = () => tell({ type: 'state', connection });
  const end = followStream({
    cursor: () => head,
    onConnection: (next) => {
      connection = next;
      listener.onConnection(next);
      state();
    },
    tell: ({ id, event, data }) => {
      if (head === null && id !== undefined) {
        head = Number(id);
        from = head;
        tell({ type: 'lead' });
      }
      if (data === undefined) return;
      if (event === 'day') {
        listener.onDay();
        tell({ type: 'day' });
        return;
      }
      if (event === 'reset') {
        head = Number(id);
        from = head;
        updates = [];
        listener.onReset(head);
        tell({ type: 'reset', head });
        return;
      }
      const update = updateOf(JSON.parse(data));
      if (update === null) return;
      head = update.seq;
      updates.push(update);
      if (updates.length > kept) from = updates.shift()?.seq ?? from;
      listener.onUpdate(update);
      tell({ type: 'update', update });
    },
  });
  const timer = setInterval(state, stateMs);
  // A page that asked when there was nobody to answer asks again: what it lacks may be what this one has read already.
  tell({ type: 'lead' });
  return {
    end: () => {
      clearInterval(timer);
      end();
    },
    answer: (since) => {
      if (head !== null && since !== null && from !== null && since < from) tell({ type: 'reset', head });
      else for (const update of updates) if (since !== null && update.seq > since) tell({ type: 'update', update });
      state();
    },
  };
}

/**
 * Listens to the stream over one connection for all tabs of a browser: the one that holds the lock has it, the others are told by
 * it, and when it closes the next one takes over from its own cursor. Without locks each tab has its own connection.
 *
 * @returns what ends it
 */
export function shareStream(listener: Listener): () => void {
  if (!('locks' in navigator) || !('BroadcastChannel' in window)) return lead(listener, () => undefined).end;
  const channel = new BroadcastChannel(name);
  // The connection may have a last word after the channel is closed.
  const tell = (message: Message) => {
    if (!isEnded) channel.postMessage(message);
  };
  const ask = () => tell({ type: 'ask', since: listener.cursor() });
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
    } catch {
      // Given up for another request of our own, or the lock was taken away: then this tab waits in line again.
      if (signal.aborted) return;
    }
    leading?.end();
    leading = null;
    if (!isEnded) void queue(false);
  };

  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    heard = Date.now();
    if (data.type === 'ask') leading?.answer(data.since);
    else if (leading !== null) return;
    else if (data.type === 'lead') ask();
    else if (data.type === 'update') listener.onUpdate(data.update);
    else if (data.type === 'reset') listener.onReset(data.head);
    else if (data.type === 'day') listener.onDay();
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
