import { createServer, type Server } from 'node:http';
import { Counter, Gauge, Histogram, type OpenMetricsContentType, Registry } from 'prom-client';
import { type RequestKind, requestKinds, type Tally } from './watch.ts';

/** What is looked at each time that the figures are asked for. */
export interface Sights {
  /** Live streams that are open. */
  readonly streams: () => number;
  /** The number of the last change that this process knows. */
  readonly head: () => number;
  /** Seconds since the log was last read without a failure. */
  readonly lagSeconds: () => number;
  /** Requests that wait for their turn to be made, and those in hand. */
  readonly waiting: () => number;
  readonly inHand: () => number;
  /** Whether the database answers. */
  readonly isDatabaseThere: () => Promise<boolean>;
}

/** The figures of a process. */
export interface Metrics {
  readonly tally: Tally;
  /** What is told from now on is looked at here. */
  readonly look: (sights: Sights) => void;
  /** All figures as OpenMetrics text. */
  readonly text: () => Promise<string>;
  readonly contentType: string;
}

const secondsOfPages = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Makes the figures of a process, all at zero. */
export function createMetrics(): Metrics {
  const registry = new Registry<OpenMetricsContentType>();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  const registers = [registry];
  const count = (): { whole: number; unchanged: number } => ({ whole: 0, unchanged: 0 });
  const kept: Record<RequestKind, { whole: number; unchanged: number }> = {
    page: count(),
    api: count(),
    stream: count(),
    embed: count(),
    file: count(),
    health: count(),
  };
  const others = new Map<RequestKind, Map<number, number>>();

  new Counter({
    name: 'parley_requests',
    help: 'Requests by what they are for and the status they were answered with; 0 where the reader went first.',
    labelNames: ['kind', 'status'],
    registers,
    // Kept answers are counted in plain numbers and brought here when somebody looks.
    collect() {
      this.reset();
      for (const kind of requestKinds) {
        const { whole, unchanged } = kept[kind];
        if (whole > 0) this.inc({ kind, status: '200' }, whole);
        if (unchanged > 0) this.inc({ kind, status: '304' }, unchanged);
        for (const [status, times] of others.get(kind) ?? []) this.inc({ kind, status: String(status) }, times);
      }
    },
  });
  new Counter({
    name: 'parley_cache_hits',
    help: 'Requests that were answered at once from what is kept ready.',
    labelNames: ['kind'],
    registers,
    collect() {
      this.reset();
      for (const kind of requestKinds) this.inc({ kind }, kept[kind].whole + kept[kind].unchanged);
    },
  });
  const made = new Histogram({
    name: 'parley_answer_seconds',
    help: 'Time that it took to make an answer, its wait for its turn included.',
    labelNames: ['kind'],
    buckets: secondsOfPages,
    registers,
  });

  let sights: Sights | null = null;
  const gauge = (name: string, help: string, value: (seen: Sights) => number | Promise<number>) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        if (sights !== null) this.set(await value(sights));
      },
    });
  gauge('parley_streams', 'Live streams that are open.', (seen) => seen.streams());
  gauge('parley_log_head', 'The number of the last change that this process knows.', (seen) => seen.head());
  gauge('parley_follower_lag_seconds', 'Time since the log was last read without a failure; about one second at most in health.', (seen) =>
    seen.lagSeconds(),
  );
  gauge('parley_answers_waiting', 'Requests that wait for their turn to be made.', (seen) => seen.waiting());
  gauge('parley_answers_in_hand', 'Requests whose answers are being made.', (seen) => seen.inHand());
  gauge('parley_database_up', 'Whether the database answers within a second: 1 or 0.', async (seen) =>
    (await seen.isDatabaseThere()) ? 1 : 0,
  );
  gauge('parley_memory_bytes', 'Resident memory of the process.', () => process.memoryUsage.rss());

  return {
    tally: {
      kept,
      answered: (kind, status) => {
        const ofKind = others.get(kind) ?? new Map<number, number>();
        others.set(kind, ofKind);
        ofKind.set(status, (ofKind.get(status) ?? 0) + 1);
      },
      made: (kind, seconds) => made.observe({ kind }, seconds),
    },
    look: (seen) => {
      sights = seen;
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

/**
 * Serves the figures at `/metrics` of this machine alone: they tell strangers more than they should know.
 *
 * @throws Error when the port is taken
 */
export async function serveMetrics(metrics: Metrics, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('The figures are at /metrics.\n');
      return;
    }
    metrics.text().then(
      (text) => response.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}
