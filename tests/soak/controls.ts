import { createServer } from 'node:http';
import { join } from 'node:path';
import { Pool } from 'pg';
import { appendChanges, logTransaction } from '../../src/data/change/write.ts';
import { openDatabase } from '../../src/data/client.ts';
import { factDigest } from './history.ts';
import { openJournal } from './journal.ts';
import { type Entry, type Fate, type Judgement, judge } from './judge.ts';
import { readLog } from './log.ts';
import type { Proxies } from './proxies.ts';
import { randomOf } from './random.ts';
import { publishOnce } from './writer.ts';

const cursorRows = 2_000;
const cursorWriters = 16;

/**
 * The wrong way to follow a log: numbers from a sequence, taken in one order and committed in another, and a reader who asks for what is
 * above the last that he saw. What commits late is never seen.
 */
export async function naiveCursor(url: string): Promise<Judgement> {
  const pool = new Pool({ connectionString: url, max: cursorWriters + 1 });
  pool.on('error', () => undefined);
  try {
    await pool.query('CREATE TABLE naive (seq bigserial PRIMARY KEY, key text NOT NULL)');
    const fates = new Map<string, Fate>();
    const received: Entry[] = [];
    const entryOf = ({ seq, key }: { seq: string; key: string }): Entry => ({ seq: Number(seq), key, digest: key });
    const look = async () => {
      const { rows } = await pool.query<{ seq: string; key: string }>('SELECT seq, key FROM naive WHERE seq > $1 ORDER BY seq', [
        received.at(-1)?.seq ?? 0,
      ]);
      received.push(...rows.map(entryOf));
    };
    const write = async (key: string) => {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        const { rows } = await client.query<{ seq: string }>('INSERT INTO naive (key) VALUES ($1) RETURNING seq', [key]);
        // A publication does more in its transaction, too, after it has its number.
        await client.query('SELECT count(*) FROM pg_class');
        await client.query('COMMIT');
        fates.set(key, { kind: 'ACKNOWLEDGED', seq: Number(rows[0]?.seq) });
      } finally {
        client.release();
      }
    };
    let next = 0;
    let isWriting = true;
    const writers = Promise.all(
      Array.from({ length: cursorWriters }, async () => {
        while (next < cursorRows) {
          next += 1;
          await write(`naive-${next}`);
        }
      }),
    ).finally(() => {
      isWriting = false;
    });
    while (isWriting) await look();
    await writers;
    await look();
    const { rows } = await pool.query<{ seq: string; key: string }>('SELECT seq, key FROM naive ORDER BY seq');
    return judge({ since: 0, fates, log: rows.map(entryOf), clients: new Map([['cursor', received]]) });
  } finally {
    await pool.end();
  }
}

const unkeyedWrites = 150;
const unkeyedWriters = 8;

/**
 * The wrong way to publish: a writer who asks again after a lost answer, and a server that keeps no record of what it has done under a
 * key. The log is the real one, and so are the writer and the connections that break.
 */
export async function noIdempotencyRecord(url: string, proxies: Proxies, folder: string, seed: number): Promise<Judgement> {
  const database = openDatabase(url);
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('error', () => undefined);
    request.on('end', () => {
      const body: unknown = JSON.parse(Buffer.concat(pieces).toString('utf8'));
      const key = typeof body === 'object' && body !== null && 'id' in body ? String(body.id) : '';
      const change = {
        kind: 'PUBLISHED',
        entity: 'EVENT',
        key,
        negotiation: null,
        before: null,
        after: { id: key },
        reason: null,
      } as const;
      logTransaction(database, (tx) => appendChanges(tx, [change], 'soak'))
        .then((seq) => response.writeHead(201).end(JSON.stringify({ meta: { seq } })))
        .catch(() => response.writeHead(503).end());
    });
  });
  const journal = await openJournal(join(folder, 'control.ndjson'));
  try {
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(address !== null && typeof address === 'object' ? address.port : 0);
      });
    });
    // A request of this kind is some 400 bytes: most cuts fall behind it, into the answer.
    const place = await proxies.listen('unkeyed', { likelihood: 0.7, least: 300, most: 700 });
    await proxies.target('unkeyed', port);
    const fates = new Map<string, Fate>();
    let next = 0;
    await Promise.all(
      Array.from({ length: unkeyedWriters }, async (_, index) => {
        const random = randomOf(seed, `unkeyed ${index}`);
        while (next < unkeyedWrites) {
          next += 1;
          const key = `unkeyed-${next}`;
          const intent = { key, body: JSON.stringify({ id: key }) };
          const { fate } = await publishOnce(intent, { ports: [place], token: 'none', journal, random, givesUpPercent: 0 });
          fates.set(key, fate);
        }
      }),
    );
    const log = await readLog(database, 0);
    return judge({ since: 0, fates, log: log.map(({ seq, key }) => ({ seq, key, digest: factDigest(key) })), clients: new Map() });
  } finally {
    await journal.close();
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await database.$disconnect();
  }
}
