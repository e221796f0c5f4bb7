import type { ServerResponse } from 'node:http';
import { Client } from 'pg';
import { passing, problemBody, problemHeaders, problems } from '#http/problem.ts';

const probeLimitMs = 1_000;

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
  { databaseUrl, origin, isUp }: { readonly databaseUrl: string; readonly origin: string; readonly isUp: () => boolean },
): Promise<void> {
  if (isUp() && (await isDatabaseThere(databaseUrl))) {
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }).end('ready\n');
    return;
  }
  const problem = isUp()
    ? passing('DATABASE_UNAVAILABLE', 'The database does not answer.')
    : passing('SERVER_BUSY', 'What makes pages starts again.');
  response.writeHead(problems[problem.code].status, problemHeaders(problem)).end(JSON.stringify(problemBody(problem, origin, '/readyz')));
}
