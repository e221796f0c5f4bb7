import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createToken } from '../../src/data/access/write.ts';
import { openDatabase } from '../../src/data/client.ts';
import { openCluster } from '../../src/data/postgres/cluster.ts';
import { putEntries } from '../../src/data/record/entry.ts';
import type { Event } from '../../src/domain/event/event.ts';
import { type RunningServer, startServer } from './server.ts';

/** A server of its own whose record a test can change, as an editor does. */
export interface Newsroom {
  readonly address: string;
  /** Publishes a major event of the actors' talks through the API, dated yesterday, and gives it. It may move their status. */
  readonly publish: (headline: string, statusChanges?: Event['statusChanges']) => Promise<Event>;
  /** Publishes one on the command line, which needs no server. */
  readonly record: (headline: string) => Promise<Event>;
  /** Corrects an event through the API. */
  readonly correct: (event: Event, change: Partial<Pick<Event, 'headline' | 'summary'>>, reason?: string) => Promise<Event>;
  /** Retracts an event through the API. */
  readonly retract: (event: Pick<Event, 'id'>, reason: string) => Promise<void>;
  /** Ends the server as a power cut does. The record stays. */
  readonly kill: () => Promise<void>;
  /** Starts it again at the same address. */
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The negotiation whose events are published. */
export const newsNegotiation = 'sag-aftra-2026';

/** Starts a server on a database of its own. */
export async function openNewsroom(): Promise<Newsroom> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-news-'));
  const cluster = await openCluster(folder);
  const variables = { DATABASE_URL: cluster.url, DATABASE_OWNER_URL: cluster.ownerUrl, DATA_DIR: folder };
  let server: RunningServer = await startServer(variables);
  const { address } = server;
  const database = openDatabase(cluster.url);
  const token = await createToken(database, { name: 'newsroom', scopes: ['PUBLISH', 'CORRECT'], rate: 1_000_000 });
  let count = 0;
  let requests = 0;

  const eventOf = (headline: string): Event => {
    count += 1;
    const date = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    return {
      id: `${date}-news-${String(count).padStart(3, '0')}`,
      kind: 'MILESTONE',
      date,
      headline,
      summary: 'What happened, in a sentence.',
      significance: 'MAJOR',
      confidence: 'CONFIRMED',
      citations: [{ source: 'nexttv-1206' }],
    };
  };
  const ask = async (path: string, status: number, method: string, body: unknown): Promise<void> => {
    requests += 1;
    const answer = await fetch(`${address}/api/v1/events${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': `newsroom-${requests}`,
        ...(method === 'PATCH' && { 'if-match': await revisionOf(path) }),
      },
      body: JSON.stringify(body),
    });
    if (answer.status !== status) throw new Error(`${method} ${path}: ${answer.status}: ${await answer.text()}`);
  };
  const revisionOf = async (path: string): Promise<string> => {
    const answer = await fetch(`${address}/api/v1/events${path}`);
    return answer.headers.get('parley-revision') ?? '';
  };
  return {
    address,
    publish: async (headline, statusChanges) => {
      const event = { ...eventOf(headline), ...(statusChanges !== undefined && { statusChanges }) };
      await ask('', 201, 'POST', { ...event, negotiation: newsNegotiation });
      return event;
    },
    record: async (headline) => {
      const event = eventOf(headline);
      const entry = { ...event, negotiation: newsNegotiation };
      const { problems } = await putEntries(database, [entry], { actor: 'newsroom', reason: null });
      if (problems.length > 0) throw new Error(JSON.stringify(problems));
      return event;
    },
    correct: async (event, change, reason = 'It was told wrong.') => {
      await ask(`/${event.id}`, 200, 'PATCH', { ...change, reason });
      return { ...event, ...change };
    },
    retract: (event, reason) => ask(`/${event.id}/retraction`, 200, 'POST', { reason }),
    kill: async () => {
      await server.process.end('SIGKILL');
    },
    restart: async () => {
      server = await startServer({ ...variables, PORT: new URL(address).port });
    },
    close: async () => {
      await server.process.end('SIGTERM');
      await database.$disconnect();
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
