import type { ServerResponse } from 'node:http';
import { Client } from 'pg';
import { passing, problemBody, problemHeaders, problems } from '#http/problem.ts';

/** How long a look waits at most, and how long what it found serves others, in milliseconds. Together they leave a reader's two seconds. */
const probeLimitMs = 700;
const sharedMs = 1_000;
/** After so long without a look at the log a process no longer serves what is true, in milliseconds. */
export const longestSilenceMs = 5_000;

/** Looks at whether the database is there, one for all who ask within a second. */
export interface Lookout {
  readonly isThere: () => Promise<boolean>;
  /** Whether the last look, no longer ago than a second, found it away. */
  readonly isAway: () => boolean;
}

/**
 * Shares looks at whether the database is there.
 *
 * @param look takes less than a second
 */
export function shareLooks(look: () => Promise<boolean>, now: () => number = () => performance.now()): Lookout {
  let last: { readonly begun: number; readonly found: Promise<boolean> } | null = null;
  let awaySince = Number.NEGATIVE_INFINITY;
  return {
    isThere: () => {
      if (last !== null && now() - last.begun < sharedMs) return last.found;
      const begun = now();
      const found = look().then((isThere) => {
        awaySince = isThere ? Number.NEGATIVE_INFINITY : begun;
        return isThere;
      });
      last = { begun, found };
      return found;
    },
    isAway: () => now() - awaySince < sharedMs,
  };
}

/** Whether the database answers within a second. */
export async function isDatabaseThere(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: probeLimitMs, query_timeout: probeLimitMs });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    void client.end().catch(() => undefined);
  }
}

/** Answers /livez: this process runs and answers. */
export function answerLive(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }).end('ok\n');
}

/** Answers /readyz: whether this process can serve, which it cannot without its database, nor without what makes its pages. */
export async function answerReady(
  response: ServerResponse,
  {
    isThere,
    silence,
    origin,
    isUp,
  }: {
    readonly isThere: () => Promise<boolean>;
    readonly silence: () => number;
    readonly origin: string;
    readonly isUp: () => boolean;
  },
): Promise<void> {
  const there = isUp() && (await isThere());
  if (there && silence() <= longestSilenceMs) {
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }).end('ready\n');
    return;
  }
  const problem = isUp()
    ? passing('DATABASE_UNAVAILABLE', there ? 'The log of changes has not been read for some seconds.' : 'The database does not answer.')
    : passing('SERVER_BUSY', 'What makes pages starts again.');
  response.writeHead(problems[problem.code].status, problemHeaders(problem)).end(JSON.stringify(problemBody(problem, origin, '/readyz')));
}
