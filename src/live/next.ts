import { type AnsweringThread, startAnsweringThread } from './answering-thread.ts';
import { askInner, type NextHandler } from './inner.ts';
import type { NextThreadData } from './next.thread.ts';

/** Next, which makes every page and every answer of the API. */
export interface Next {
  /** Asks it: see {@link AnsweringThread}. */
  readonly ask: AnsweringThread['ask'];
  /** How much it has to do: see {@link AnsweringThread}. */
  readonly waiting: () => number;
  readonly inHand: () => number;
  /** Whether it is there. */
  readonly isUp: () => boolean;
  /** How it answers by itself in development. Null in production. */
  readonly development: NextHandler | null;
  /** Tells it what time it is: a replay of history. */
  readonly setClock: (moment: Date) => void;
  readonly stop: () => Promise<void>;
}

/** What Next is started with. */
export interface NextOptions extends NextThreadData {
  readonly isDevelopment: boolean;
  /** Told why it ended, where nobody had stopped it; it then starts again. */
  readonly report: (error: unknown) => void;
}

/**
 * Starts Next: in production in a thread of its own, in development in this one, where it watches the sources.
 *
 * @throws Error when it cannot start
 */
export async function startNext({ isDevelopment, report, ...data }: NextOptions): Promise<Next> {
  Object.assign(process.env, {
    // Next wants to know its mode before it is loaded, and reads it from here.
    NODE_ENV: isDevelopment ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    // What `next start --experimental-next-config-strip-types` sets: Node reads next.config.ts by itself. Otherwise its compiler is loaded
    // for that file alone, and takes up memory for as long as the process lives.
    __NEXT_NODE_NATIVE_TS_LOADER_ENABLED: 'true',
  });
  if (!isDevelopment) {
    const thread = await startAnsweringThread({ program: new URL('./next.thread.ts', import.meta.url), data, report });
    return { ...thread, development: null };
  }
  const { default: next } = await import('next');
  const app = next({ ...data, dev: true, quiet: true });
  await app.prepare();
  const handler = app.getRequestHandler();
  return {
    ask: (request) => askInner(handler, request),
    waiting: () => 0,
    inHand: () => 0,
    isUp: () => true,
    development: handler,
    setClock: () => undefined,
    stop: async () => undefined,
  };
}
