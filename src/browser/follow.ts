import { type Block, blockReader } from './blocks.ts';

/** How the connection to the stream is. */
export type Connection = 'connecting' | 'open' | 'broken' | 'offline';

/** What follows a stream. */
export interface Follower {
  /** The number of the last change that is known; null to begin at the present. */
  readonly cursor: () => number | null;
  /** Every block of the stream in order, also those without data. */
  readonly tell: (block: Block) => void;
  readonly onConnection: (connection: Connection) => void;
}

/** The server is heard every 15 s; one that is 3 s late is gone, though the connection may not know it. */
const quietMs = 18_000;
const connectMs = 10_000;
const longestWaitMs = 8_000;
const watchMs = 1_000;

/**
 * How long to wait before the stream is opened again, in milliseconds: what the server asked for, else longer with each failure, and
 * never the same for two readers.
 *
 * @param random from 0 to 1
 */
export function waitBefore(failures: number, asked: number | null, random: number): number {
  if (asked !== null) return Math.min(asked, longestWaitMs);
  const most = Math.min(longestWaitMs, 1_000 * 2 ** Math.min(failures, 10));
  return most * (0.5 + random / 2);
}

/** Waits; the network coming back, or the reader, ends the wait. */
function rest(ms: number, ended: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      document.removeEventListener('visibilitychange', seen);
      ended.removeEventListener('abort', done);
      resolve();
    };
    const seen = () => {
      if (!document.hidden) done();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener('online', done);
    document.addEventListener('visibilitychange', seen);
    ended.addEventListener('abort', done);
  });
}

/**
 * Follows `GET /api/v1/stream` from a cursor of its own until it is ended: an EventSource gives up for good on an answer that is no
 * stream, and does not see that a connection has fallen silent.
 *
 * @returns what ends it
 */
export function followStream({ cursor, tell, onConnection }: Follower): () => void {
  const ended = new AbortController();
  let asked: number | null = null;

  /** One connection, from its opening to its end. Gives whether it was open. */
  const once = async (): Promise<boolean> => {
    const own = new AbortController();
    const stop = () => own.abort();
    let heard = Date.now();
    let isOpen = false;
    const watch = setInterval(() => {
      if (Date.now() - heard > (isOpen ? quietMs : connectMs)) stop();
    }, watchMs);
    ended.signal.addEventListener('abort', stop);
    window.addEventListener('offline', stop);
    try {
      const since = cursor();
      const response = await fetch(`/api/v1/stream${since === null ? '' : `?since=${since}`}`, {
        headers: { accept: 'text/event-stream' },
        cache: 'no-store',
        credentials: 'omit',
        signal: own.signal,
      });
      const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
      if (Number.isFinite(retryAfter)) asked = retryAfter * 1_000;
      if (!response.ok || response.body === null || !response.headers.get('content-type')?.startsWith('text/event-stream')) {
        await response.body?.cancel();
        return false;
      }
      const blocksOf = blockReader();
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        heard = Date.now();
        if (!isOpen) onConnection('open');
        isOpen = true;
        for (const block of blocksOf(piece.value)) {
          if (block.retry !== undefined) asked = Number(block.retry);
          tell(block);
        }
      }
    } catch {
      // What went wrong does not matter: it is opened again in any case.
    } finally {
      clearInterval(watch);
      ended.signal.removeEventListener('abort', stop);
      window.removeEventListener('offline', stop);
    }
    return isOpen;
  };

  const run = async (): Promise<void> => {
    onConnection('connecting');
    for (let failures = 0; !ended.signal.aborted; ) {
      asked = null;
      failures = (await once()) ? 0 : failures + 1;
      if (ended.signal.aborted) break;
      onConnection(navigator.onLine ? 'broken' : 'offline');
      await rest(waitBefore(failures, asked, Math.random()), ended.signal);
    }
  };
  void run();
  return () => ended.abort();
}
