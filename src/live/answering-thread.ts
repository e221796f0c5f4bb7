import { SHARE_ENV, Worker } from 'node:worker_threads';
import PQueue from 'p-queue';
import { passing } from '#http/problem.ts';
import type { FromThread, ToThread } from './answer-main-thread.ts';
import type { InnerAnswer, InnerRequest } from './inner.ts';

/** A thread that answers requests for this one. */
export interface AnsweringThread {
  /**
   * Asks it, when its turn has come. A request without `gone` is for the shared cache: many readers wait for it, so it goes first.
   *
   * @param gone aborted when nobody waits for the answer any more: what has not had its turn by then is never asked
   * @throws ProblemError SERVER_BUSY where it is not there just now or has too much to do; Error where it could not answer
   */
  readonly ask: (request: InnerRequest, gone?: AbortSignal) => Promise<InnerAnswer>;
  /** How many requests wait for their turn, and how many it has in hand. */
  readonly waiting: () => number;
  readonly inHand: () => number;
  /** Whether it is there. */
  readonly isUp: () => boolean;
  /** Tells it, and whatever takes its place, what time it is. */
  readonly setClock: (moment: Date) => void;
  readonly stop: () => Promise<void>;
}

/** What an answering thread is made of. */
export interface AnsweringThreadOptions {
  /** Its program, which answers by `answerMainThread`. */
  readonly program: URL;
  /** What its program is given as `workerData`. */
  readonly data?: unknown;
  /** Told why it ended, where nobody had stopped it. */
  readonly report: (error: unknown) => void;
}

/** How much it has in hand at the same time: it would get no more done with more, and what it has in hand nobody can take back. */
const mostInHand = 16;
/** How much of either kind may wait for its turn before more is refused, and how long, in milliseconds: readers do not wait longer. */
const mostWaiting = 1_000;
const longestWaitMs = 5_000;
/** How long after its end another takes its place, in milliseconds: one that cannot live must not take up the machine. */
const restartMs = 1_000;
/** The most that what it makes may take up, in MiB. It ends where that is not enough. */
const resourceLimits = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 24 };

/**
 * Starts a thread and resolves when it answers. When it ends by itself, what it had in hand fails and another takes its place.
 *
 * @throws Error when it ends before it has answered for the first time
 */
export async function startAnsweringThread({ program, data, report }: AnsweringThreadOptions): Promise<AnsweringThread> {
  const underWay = new Map<number, PromiseWithResolvers<InnerAnswer>>();
  const turns = new PQueue({ concurrency: mostInHand });
  const started = Promise.withResolvers<void>();
  let asked = 0;
  let thread: Worker | null = null;
  let isUp = false;
  let hasBeenUp = false;
  let isStopping = false;
  let clock: string | null = null;

  const tell = (worker: Worker, message: ToThread) => worker.postMessage(message);

  function hear(message: FromThread): void {
    if (message.kind === 'ready') {
      isUp = true;
      hasBeenUp = true;
      started.resolve();
      return;
    }
    const waiting = underWay.get(message.id);
    underWay.delete(message.id);
    if (message.kind === 'failure') waiting?.reject(new Error(message.reason));
    else waiting?.resolve({ ...message.answer, body: Buffer.from(message.answer.body.buffer) });
  }

  function begin(): void {
    const worker = new Worker(program, { workerData: data, env: SHARE_ENV, resourceLimits });
    // What is asked before it is ready waits in its port.
    thread = worker;
    if (clock !== null) tell(worker, { kind: 'clock', moment: clock });
    let cause: unknown;
    worker.on('message', hear);
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', (code) => {
      thread = null;
      isUp = false;
      for (const { reject } of underWay.values())
        reject(passing('SERVER_BUSY', 'What makes pages has stopped while it made this one, and starts again.'));
      underWay.clear();
      if (isStopping) return;
      const reason = cause ?? new Error(`the thread that makes pages ended with code ${code}`);
      if (!hasBeenUp) return started.reject(reason);
      report(reason);
      setTimeout(() => {
        if (!isStopping) begin();
      }, restartMs).unref();
    });
  }

  async function give(request: InnerRequest): Promise<InnerAnswer> {
    if (thread === null) throw passing('SERVER_BUSY', 'What makes pages starts again.');
    asked += 1;
    const waiting = Promise.withResolvers<InnerAnswer>();
    underWay.set(asked, waiting);
    tell(thread, { kind: 'ask', id: asked, request });
    return waiting.promise;
  }

  begin();
  await started.promise;
  return {
    ask: async (request, gone) => {
      const priority = gone === undefined ? 1 : 0;
      if (turns.sizeBy({ priority }) >= mostWaiting) throw passing('SERVER_BUSY', 'More is being asked for than can be made.');
      const waiting = new AbortController();
      const leave = () => waiting.abort(passing('SERVER_BUSY', 'More is being asked for than could be made in time.'));
      const timer = setTimeout(leave, longestWaitMs);
      gone?.addEventListener('abort', leave);
      if (gone?.aborted) leave();
      return turns.add(
        () => {
          clearTimeout(timer);
          gone?.removeEventListener('abort', leave);
          return give(request);
        },
        { signal: waiting.signal, priority },
      );
    },
    waiting: () => turns.size,
    inHand: () => underWay.size,
    isUp: () => isUp,
    setClock: (moment) => {
      clock = moment.toISOString();
      if (thread !== null) tell(thread, { kind: 'clock', moment: clock });
    },
    stop: async () => {
      isStopping = true;
      await thread?.terminate();
    },
  };
}
