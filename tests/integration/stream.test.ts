import { createConnection } from 'node:net';
import fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { appendChanges, type ChangeToAppend, logTransaction } from '../../src/data/change/write.ts';
import { type Database, openDatabase } from '../../src/data/client.ts';
import { problemSchema } from '../../src/http/problem.ts';
import { cloneDatabase } from '../setup/database.ts';
import { startFront, type TestFront } from '../setup/front.ts';
import { openStream, type StreamClient } from '../setup/stream-client.ts';

let url: string;
let database: Database;
let front: TestFront;

const next = async () => {
  throw new Error('no request for the stream reaches Next');
};

beforeAll(async () => {
  url = await cloneDatabase(inject('cluster'), 'template_record');
  database = openDatabase(url);
  front = await startFront(url, { next });
});
afterAll(async () => {
  await front.stop();
  await database.$disconnect();
});

function publication(key: string, negotiation: string | null, text = ''): ChangeToAppend {
  return { kind: 'PUBLISHED', entity: 'EVENT', key, negotiation, before: null, after: { id: key, text }, reason: null };
}

/** Appends changes in one transaction, and gives the number of the last. */
function append(...changes: ChangeToAppend[]): Promise<number> {
  return logTransaction(database, (tx) => appendChanges(tx, changes, 'test'));
}

const stream = (query = '', address = front.address) => `${address}/api/v1/stream${query}`;

async function take(client: StreamClient, count: number): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) ids.push((await client.next())?.id ?? 'the end');
  return ids;
}

describe('GET /stream', () => {
  test('begins with when and from where to come back, and tells each change as it happens', async () => {
    const client = await openStream(stream());
    expect(client.status).toBe(200);
    expect(client.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(client.headers['cache-control']).toBe('no-store, no-transform');
    const last = await append(publication('first', 'wga-2023'));
    const block = await client.next();
    client.close();
    expect(block).toMatchObject({ id: String(last), event: 'PUBLISHED' });
    expect(JSON.parse(block?.data ?? '')).toMatchObject({ seq: last, kind: 'PUBLISHED', key: 'first', negotiation: 'wga-2023' });
    expect(Number(client.blocks[0]?.retry)).toBeGreaterThanOrEqual(2_000);
    expect(client.blocks[0]?.id).toBe(String(last - 1));
  });

  test('goes on exactly after Last-Event-ID or since, wherever a client was cut, from memory and from the log', async () => {
    const first = await append(...Array.from({ length: 30 }, (_, index) => publication(`resume-${index}`, null)));
    await front.live.catchUp();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: first }), fc.boolean(), async (cut, byHeader) => {
        const client = await openStream(
          byHeader ? stream() : stream(`?since=${cut - 1}`),
          byHeader ? { 'Last-Event-ID': String(cut - 1) } : {},
        );
        const expected = Array.from({ length: Math.min(first - cut + 1, 450) }, (_, index) => String(cut + index));
        const ids = await take(client, expected.length);
        client.close();
        expect(ids).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  test('Last-Event-ID, which a browser sends by itself, wins over since', async () => {
    const last = await append(publication('wins-1', null), publication('wins-2', null));
    const client = await openStream(stream(`?since=${last - 2}`), { 'Last-Event-ID': String(last - 1) });
    expect(await take(client, 1)).toEqual([String(last)]);
    client.close();
  });

  test('misses nothing that is written while it catches up', async () => {
    const before = await append(publication('while-0', null));
    const writers = Array.from({ length: 8 }, (_, index) => append(publication(`while-${index + 1}`, null)));
    const clients = await Promise.all(Array.from({ length: 6 }, () => openStream(stream(`?since=${before - 1}`))));
    await Promise.all(writers);
    const expected = Array.from({ length: 9 }, (_, index) => String(before + index));
    for (const client of clients) {
      expect(await take(client, 9)).toEqual(expected);
      client.close();
    }
  });

  test('filters by negotiation, and moves the cursor past the rest', async () => {
    const client = await openStream(stream('?negotiation=wga-2023,dga-2023'));
    const last = await append(
      publication('f-1', 'sag-aftra-2023'),
      publication('f-2', 'dga-2023'),
      publication('f-3', null),
      publication('f-4', 'wga-2023'),
    );
    expect(await take(client, 2)).toEqual([String(last - 2), String(last)]);
    client.close();
    const later = await openStream(stream(`?negotiation=sag-aftra-2023&since=${last - 4}`));
    expect(await take(later, 1)).toEqual([String(last - 3)]);
    later.close();
  });

  test.each([['999999999'], ['1000000000000']])('a cursor that this log has not reached (%s) is told to begin anew', async (cursor) => {
    const client = await openStream(stream(), { 'Last-Event-ID': cursor });
    const block = await client.next();
    client.close();
    expect(block).toMatchObject({ event: 'reset', id: String(front.live.head()) });
  });

  test('one that is no number of ours counts as none', async () => {
    const client = await openStream(stream(), { 'Last-Event-ID': '1; drop' });
    const last = await append(publication('none', null));
    expect(await take(client, 1)).toEqual([String(last)]);
    client.close();
  });

  test.each([
    ['?since=-1', 'since'],
    ['?since=1e9', 'since'],
    ['?negotiation=nobody', 'negotiation'],
    ['?nogotiation=wga-2023', 'nogotiation'],
    ['?since=1&since=2', 'since'],
  ])('%s is refused by name', async (query, name) => {
    const response = await fetch(stream(query));
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(problemSchema.parse(await response.json()).invalidParams?.[0]?.name).toBe(name);
  });

  test('only reads are answered', async () => {
    const response = await fetch(stream(), { method: 'POST' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect((await fetch(stream(), { method: 'HEAD' })).headers.get('content-type')).toContain('text/event-stream');
    expect((await fetch(stream(), { method: 'OPTIONS' })).headers.get('access-control-allow-headers')).toContain('Last-Event-ID');
  });

  test('a new day is told to everybody, and moves no cursor', async () => {
    const client = await openStream(stream('?negotiation=wga-2023'));
    front.live.stream.turnDay('2023-10-03');
    const block = await client.next();
    client.close();
    expect(block).toEqual({ event: 'day', data: '{"today":"2023-10-03"}', id: undefined, retry: undefined });
  });

  test('a client that reads late gets all that it missed, and the others do not wait for it', async () => {
    const { port } = new URL(front.address);
    const late = createConnection(Number(port), '127.0.0.1');
    const from = front.live.head();
    late.write('GET /api/v1/stream HTTP/1.1\r\nHost: parley\r\n\r\n');
    const reader = await openStream(stream());
    await new Promise<void>((resolve) => late.once('readable', resolve));
    late.pause();
    // More than the sockets of both ends and the hub's own bound hold together.
    const text = 'x'.repeat(200_000);
    let last = 0;
    for (let index = 0; index < 60; index += 1) last = await append(publication(`late-${index}`, null, text));
    await front.live.catchUp();
    const expected = Array.from({ length: last - from }, (_, index) => String(from + index + 1));
    expect(await take(reader, 60)).toEqual(expected);
    reader.close();
    let told = '';
    const whole = new Promise<void>((resolve) => {
      late.on('data', (piece: Buffer) => {
        told += piece.toString('latin1');
        if (told.slice(-300_000).includes(`id: ${last}\n`)) resolve();
      });
    });
    late.resume();
    await whole;
    late.destroy();
    expect([...told.matchAll(/^id: (\d+)\nevent: PUBLISHED$/gm)].map(([, id]) => id)).toEqual(expected);
  });

  test('there are so many streams to an address and in all, and a place is free again when one closes', async () => {
    const small = await startFront(url, { next, limits: { all: 3, perAddress: 2 } });
    const [one, two] = [await openStream(stream('', small.address)), await openStream(stream('', small.address))];
    const refused = await fetch(stream('', small.address));
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    one.close();
    await expect.poll(() => small.live.stream.size).toBe(1);
    const three = await openStream(stream('', small.address));
    expect(three.status).toBe(200);
    two.close();
    three.close();
    await small.stop();
  });

  test('a process whose listener was cut off still follows, and two processes tell the same in the same order', async () => {
    const other = await startFront(url, { next });
    const [here, there] = [await openStream(stream()), await openStream(stream('', other.address))];
    const admin = new Client({ connectionString: inject('cluster').adminUrl });
    await admin.connect();
    await admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND query LIKE 'LISTEN%'", [
      new URL(url).pathname.slice(1),
    ]);
    await admin.end();
    const last = await append(publication('two-1', null), publication('two-2', null));
    const expected = [String(last - 1), String(last)];
    expect([await take(here, 2), await take(there, 2)]).toEqual([expected, expected]);
    here.close();
    there.close();
    await other.stop();
  });

  test('says that it comes back when the database does, and keeps no place for whoever it says so to', async () => {
    const away = await cloneDatabase(inject('cluster'), 'template_record');
    const cut = await startFront(away, { next });
    const admin = new Client({ connectionString: inject('cluster').adminUrl });
    await admin.connect();
    const name = new URL(away).pathname.slice(1);
    await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
    const refused = await fetch(stream('?negotiation=wga-2023', cut.address));
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2']);
    expect(problemSchema.parse(await refused.json()).code).toBe('DATABASE_UNAVAILABLE');
    await expect.poll(() => cut.live.stream.size).toBe(0);
    await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    await admin.end();
    await cut.stop();
  });

  test('a server that stops ends its streams with a hint to come back', async () => {
    const closing = await startFront(url, { next });
    const clients = await Promise.all(Array.from({ length: 50 }, () => openStream(stream('', closing.address))));
    await closing.stop();
    for (const client of clients) {
      expect(await client.next()).toBeNull();
      expect(Number(client.blocks.at(-1)?.retry)).toBeGreaterThanOrEqual(2_000);
    }
  });
});
