import { connect, createServer, type Socket } from 'node:net';
import { Client, DatabaseError } from 'pg';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { readChanges, readVersion } from '../../src/data/change/read.ts';
import { appendChanges, type ChangeToAppend, logTransaction } from '../../src/data/change/write.ts';
import { type Database, openDatabase } from '../../src/data/client.ts';
import { readTransaction } from '../../src/data/transaction.ts';
import { readAttempts, readWebhook, readWebhooks } from '../../src/data/webhook/read.ts';
import { createWebhook, enableWebhook, recordTest, removeWebhook, replayWebhook, WebhookError } from '../../src/data/webhook/write.ts';
import { toChangeAnswer } from '../../src/http/contracts/change.ts';
import { webhookMessage } from '../../src/http/contracts/webhook.ts';
import { deliverWebhooks, type Webhooks, type WebhooksOptions } from '../../src/live/webhooks.ts';
import { cloneDatabase } from '../setup/database.ts';
import { startChild, startProgram } from '../setup/processes.ts';
import { type Receiver, startReceiver } from '../setup/receiver.ts';

const origin = 'http://parley.example';
const closing: (() => Promise<void>)[] = [];
/** How long something is waited for that happens in its own time. */
const soon = { timeout: 60_000, interval: 20 };

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

interface Desk {
  readonly url: string;
  readonly database: Database;
  /** Appends changes to the log, and gives the numbers of all of them. */
  readonly append: (...changes: ChangeToAppend[]) => Promise<number[]>;
  readonly deliver: (options?: Partial<WebhooksOptions>) => Webhooks;
}

/** A database of its own with the record, and what delivers to its webhooks. */
async function openDesk(): Promise<Desk> {
  const url = await cloneDatabase(inject('cluster'), 'template_record');
  const database = openDatabase(url);
  closing.push(() => database.$disconnect());
  return {
    url,
    database,
    append: async (...changes) => {
      const last = await logTransaction(database, (tx) => appendChanges(tx, changes, 'test'));
      return changes.map((_, index) => last - changes.length + index + 1);
    },
    deliver: (options) => {
      const webhooks = deliverWebhooks({
        databaseUrl: url,
        origin: () => origin,
        now: () => Date.now(),
        loopback: true,
        report: (reason) => {
          throw new Error(reason);
        },
        delayAfter: () => 0,
        ...options,
      });
      closing.push(webhooks.stop);
      return webhooks;
    },
  };
}

async function receiver(...answer: Parameters<typeof startReceiver>): Promise<Receiver> {
  const started = await startReceiver(...answer);
  closing.push(started.close);
  return started;
}

/** A way to a database that can be closed, for those who are on it and those who come. */
interface Way {
  readonly url: string;
  readonly close: () => void;
  readonly open: () => void;
  /** How many came in vain. */
  readonly refused: () => number;
}

async function openWay(databaseUrl: string): Promise<Way> {
  const { hostname, port } = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let isOpen = true;
  let refused = 0;
  const server = createServer((socket) => {
    if (!isOpen) {
      refused += 1;
      socket.destroy();
      return;
    }
    const there = connect(Number(port), hostname);
    for (const [from, to] of [
      [socket, there],
      [there, socket],
    ] as const) {
      sockets.add(from);
      from.on('error', () => undefined);
      from.once('close', () => to.destroy());
      from.pipe(to);
    }
  });
  const close = () => {
    isOpen = false;
    for (const socket of sockets) socket.destroy();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(async () => {
    close();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('there is no way to the database');
  return {
    url: Object.assign(new URL(databaseUrl), { port: String(address.port) }).href,
    close,
    open: () => {
      isOpen = true;
    },
    refused: () => refused,
  };
}

const everything = { negotiation: null, kind: null };

function publication(key: string, negotiation: string | null = null, kind = 'ACTION'): ChangeToAppend {
  return { kind: 'PUBLISHED', entity: 'EVENT', key, negotiation, before: null, after: { id: key, kind }, reason: null };
}

const many = (count: number) => Array.from({ length: count }, (_, index) => publication(`event-${index}`));

describe('a webhook', () => {
  test('is told every change once, in order, as the log tells it, signed as Standard Webhooks verifies', async () => {
    const { database, append, deliver } = await openDesk();
    const hook = await receiver();
    const { id, secret } = await createWebhook(database, { url: hook.url, ...everything });
    const before = await readTransaction(database, readVersion);
    deliver();
    const seqs = (await Promise.all(many(12).map((change) => append(change)))).flat().toSorted((a, b) => a - b);
    await expect.poll(() => hook.taken, soon).toEqual(seqs);
    const changes = await readTransaction(database, (tx) => readChanges(tx, { since: before, limit: 100 }));
    for (const [index, { headers, body, seq }] of hook.received.entries()) {
      const signed = {
        'webhook-id': String(headers['webhook-id']),
        'webhook-timestamp': String(headers['webhook-timestamp']),
        'webhook-signature': String(headers['webhook-signature']),
      };
      const message = webhookMessage.parse(new Webhook(secret).verify(body, signed));
      const change = changes[index];
      if (change === undefined) throw new Error('more was told than has happened');
      expect(message).toEqual({ type: 'event.published', timestamp: change.recordedAt, data: toChangeAnswer(change, origin) });
      expect(signed['webhook-id']).toBe(`change_${seq}`);
    }
    await expect.poll(async () => (await readWebhook(database, id))?.cursor, soon).toBe(seqs.at(-1));
    const log = await readAttempts(database, id, 100);
    expect(log.map(({ seq, attempt, status }) => [seq, attempt, status])).toEqual(seqs.toReversed().map((seq) => [seq, 1, 204]));
  });

  test('keeps its order and misses nothing where its receiver fails now and then', async () => {
    const { database, append, deliver } = await openDesk();
    // Fails for the first, third and fourth attempt of every seven, in three ways.
    const hook = await receiver((_message, count) => [204, 500, 200, 301, 404, 202, 204][count % 7] ?? 204);
    const { id } = await createWebhook(database, { url: hook.url, ...everything });
    deliver();
    const seqs = await append(...many(30));
    await expect.poll(() => hook.taken, soon).toEqual(seqs);
    const sent = hook.received.map(({ seq }) => seq ?? 0);
    expect(sent).toEqual(sent.toSorted((a, b) => a - b));
    expect(new Set(hook.received.map(({ headers, seq }) => `${headers['webhook-id']} ${seq}`)).size).toBe(seqs.length);
    await expect.poll(async () => (await readWebhook(database, id))?.failures, soon).toBe(0);
    const failed = (await readAttempts(database, id, 200)).filter(({ status }) => (status ?? 0) >= 300);
    expect(failed.length).toBe(sent.length - seqs.length);
  });

  test('waits after a failure, and is tried again when its time has come or an operator says so', async () => {
    const { database, append, deliver } = await openDesk();
    let isUp = false;
    const hook = await receiver(() => (isUp ? 204 : 503));
    const healthy = await receiver();
    const { id } = await createWebhook(database, { url: hook.url, ...everything });
    await createWebhook(database, { url: healthy.url, ...everything });
    const webhooks = deliver({ delayAfter: () => 3_600 });
    const seqs = await append(...many(2));
    await expect.poll(async () => (await readWebhook(database, id))?.failures, soon).toBe(1);
    const waiting = await readWebhook(database, id);
    expect(Date.parse(waiting?.nextAttemptAt ?? '') - Date.parse(waiting?.failingSince ?? '')).toBeGreaterThan(3_500_000);
    isUp = true;
    seqs.push(...(await append(publication('later'))));
    webhooks.wake();
    // Whoever was due when the healthy one was has been sent to when all that is under way has ended.
    await expect.poll(() => healthy.taken, soon).toEqual(seqs);
    await webhooks.drain();
    expect(hook.received).toHaveLength(1);
    await enableWebhook(database, id);
    deliver();
    await expect.poll(() => hook.taken, soon).toEqual(seqs);
  });

  test('that answers 410 is disabled at once, and goes on where it was when it is enabled', async () => {
    const { database, append, deliver } = await openDesk();
    let status = 410;
    const hook = await receiver(() => status);
    const { id } = await createWebhook(database, { url: hook.url, ...everything });
    const webhooks = deliver();
    const seqs = await append(...many(3));
    await expect.poll(async () => (await readWebhook(database, id))?.disabled?.reason, soon).toBe('GONE');
    const later = await append(publication('later'));
    webhooks.wake();
    status = 204;
    await enableWebhook(database, id);
    await expect.poll(() => hook.taken, soon).toEqual([...seqs, ...later]);
    expect(hook.received).toHaveLength(5);
    expect((await readWebhook(database, id))?.disabled).toBeNull();
  });

  test('that fails until there are no more attempts is disabled, with its failures in the log', async () => {
    const { database, append, deliver } = await openDesk();
    const hook = await receiver(() => 500);
    const { id } = await createWebhook(database, { url: hook.url, ...everything });
    deliver({ delayAfter: (failures) => (failures < 4 ? 0 : null) });
    const [first] = await append(...many(3));
    await expect.poll(async () => (await readWebhook(database, id))?.disabled?.reason, soon).toBe('HOPELESS');
    const log = await readAttempts(database, id, 100);
    expect(log.map(({ seq, attempt, status }) => [seq, attempt, status])).toEqual([4, 3, 2, 1].map((attempt) => [first, attempt, 500]));
    expect(await readWebhook(database, id)).toMatchObject({ failures: 4, nextAttemptAt: null });
  });

  test('that does not answer, or is not there, delays nobody else', async () => {
    const { database, append, deliver } = await openDesk();
    const mute = await receiver(() => null);
    const gone = await startReceiver();
    await gone.close();
    const healthy = await receiver();
    for (let index = 0; index < 10; index += 1) await createWebhook(database, { url: mute.url, ...everything });
    await createWebhook(database, { url: gone.url, ...everything });
    const { id } = await createWebhook(database, { url: healthy.url, ...everything });
    // As patient as the test itself, so that it is no race.
    deliver({ delayAfter: () => 3_600, limitMs: 600_000, leaseSeconds: 600 });
    const seqs = await append(...many(20));
    await expect.poll(() => mute.received.length, soon).toBe(10);
    await expect.poll(() => healthy.taken, soon).toEqual(seqs);
    await expect.poll(async () => (await readAttempts(database, id, 100)).length, soon).toBe(20);
    // None of the mute ones has come to an end, and the healthy one is done.
    const logs = await database.webhookDelivery.groupBy({ by: ['endpointId'] });
    expect(logs.length).toBeLessThanOrEqual(2);
  });

  test('whose name leads to an address that is not public is not connected to', async () => {
    const { database, append, deliver } = await openDesk();
    const inside = await receiver();
    const { port } = new URL(inside.url);
    const { id } = await createWebhook(database, { url: `https://hooks.example:${port}/in`, ...everything });
    deliver({ loopback: false, resolve: async () => ['1.1.1.1', '127.0.0.1'], delayAfter: () => null });
    await append(publication('inside'));
    await expect.poll(async () => (await readWebhook(database, id))?.disabled?.reason, soon).toBe('HOPELESS');
    expect(await readAttempts(database, id, 1)).toMatchObject([{ status: null, error: '127.0.0.1 is not a public address' }]);
    expect(inside.received).toHaveLength(0);
  });

  test('that redirects has failed, and is not followed', async () => {
    const { database, append, deliver } = await openDesk();
    const elsewhere = await receiver();
    const hook = await receiver(() => ({ status: 302, location: elsewhere.url }));
    const { id } = await createWebhook(database, { url: hook.url, ...everything });
    deliver({ delayAfter: () => 3_600 });
    await append(publication('moved'));
    await expect.poll(async () => (await readWebhook(database, id))?.failures, soon).toBe(1);
    expect(await readAttempts(database, id, 1)).toMatchObject([{ status: 302 }]);
    expect(elsewhere.received).toHaveLength(0);
  });

  test('is told of its negotiation and its kind of event alone', async () => {
    const { database, append, deliver } = await openDesk();
    const [talks, votes, both] = [await receiver(), await receiver(), await receiver()];
    await createWebhook(database, { url: talks.url, negotiation: 'wga-2026', kind: null });
    await createWebhook(database, { url: votes.url, negotiation: null, kind: 'VOTE' });
    const { id } = await createWebhook(database, { url: both.url, negotiation: 'wga-2026', kind: 'VOTE' });
    deliver();
    const [, b = 0, c = 0, d = 0, e = 0] = await append(
      publication('a'),
      publication('b', 'wga-2026', 'VOTE'),
      publication('c', 'dga-2026', 'VOTE'),
      publication('d', 'wga-2026'),
      publication('e', null),
    );
    await expect.poll(() => talks.taken, soon).toEqual([b, d]);
    await expect.poll(() => votes.taken, soon).toEqual([b, c]);
    await expect.poll(() => both.taken, soon).toEqual([b]);
    await expect.poll(async () => (await readWebhook(database, id))?.cursor, soon).toBe(e);
  });

  test('is sent everything after a number again, under the same ids', async () => {
    const { database, append, deliver } = await openDesk();
    const hook = await receiver();
    const { id } = await createWebhook(database, { url: hook.url, ...everything });
    const webhooks = deliver();
    const seqs = await append(...many(5));
    await expect.poll(() => hook.taken, soon).toEqual(seqs);
    await replayWebhook(database, id, seqs[2] ?? 0);
    webhooks.wake();
    await expect.poll(() => hook.taken, soon).toEqual([...seqs, ...seqs.slice(3)]);
    const ids = hook.received.map(({ headers }) => headers['webhook-id']);
    expect(ids.slice(5)).toEqual(ids.slice(3, 5));
    await expect(replayWebhook(database, id, 999_999)).rejects.toThrow(WebhookError);
    await expect(replayWebhook(database, 'nobody', 0)).rejects.toThrow(WebhookError);
  });

  test('that is replayed while a message is under way is not moved by it', async () => {
    const { database, append, deliver } = await openDesk();
    const [arrived, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<number>()];
    const hook = await receiver((_message, count) => {
      if (count !== 3) return 204;
      arrived.resolve();
      return answered.promise;
    });
    const { id } = await createWebhook(database, { url: hook.url, ...everything });
    deliver();
    const seqs = await append(...many(5));
    await arrived.promise;
    await replayWebhook(database, id, seqs[0] ?? 0);
    answered.resolve(204);
    await expect.poll(() => hook.taken, soon).toEqual([...seqs.slice(0, 3), ...seqs.slice(1)]);
    await expect.poll(async () => (await readAttempts(database, id, 100)).length, soon).toBe(7);
  });

  test('that is removed is sent nothing more', async () => {
    const { database, append, deliver } = await openDesk();
    const held = Promise.withResolvers<void>();
    const hook = await receiver(() => {
      held.resolve();
      return null;
    });
    const other = await receiver();
    const { id } = await createWebhook(database, { url: hook.url, ...everything });
    await createWebhook(database, { url: other.url, ...everything });
    deliver();
    const seqs = await append(...many(2));
    await held.promise;
    await removeWebhook(database, id);
    await hook.close();
    await expect.poll(() => other.taken, soon).toEqual(seqs);
    expect(await readAttempts(database, id, 10)).toEqual([]);
    await expect(removeWebhook(database, id)).rejects.toThrow(WebhookError);
    await expect(enableWebhook(database, id)).rejects.toThrow(WebhookError);
  });

  test('of a negotiation that the record does not have is not made', async () => {
    const { database } = await openDesk();
    await expect(createWebhook(database, { url: 'https://hooks.example/', negotiation: 'nobody-2026', kind: null })).rejects.toThrow(
      WebhookError,
    );
    expect(await readWebhooks(database)).toEqual([]);
  });

  test('keeps a bounded log', async () => {
    const { database } = await openDesk();
    const { id } = await createWebhook(database, { url: 'https://hooks.example/', ...everything });
    for (let index = 0; index < 205; index += 1)
      await recordTest(database, id, { seq: null, attempt: 1, durationMs: index, status: 204, answer: '', error: null });
    const log = await readAttempts(database, id, 1_000);
    expect(log.map(({ durationMs }) => durationMs)).toEqual(Array.from({ length: 200 }, (_, index) => 204 - index));
  });
});

describe('processes', () => {
  test('two on one database tell each change once, in order', async () => {
    const { database, append, deliver } = await openDesk();
    const hooks = [await receiver(), await receiver(), await receiver()];
    for (const { url } of hooks) await createWebhook(database, { url, ...everything });
    deliver();
    deliver();
    const seqs: number[] = [];
    for (let index = 0; index < 15; index += 1) seqs.push(...(await append(publication(`two-${index}`))));
    for (const hook of hooks) await expect.poll(() => hook.taken, soon).toEqual(seqs);
    for (const hook of hooks) expect(hook.received).toHaveLength(seqs.length);
  });

  test('one that is killed with a message under way loses nothing', async () => {
    const { url, database, append, deliver } = await openDesk();
    const held = Promise.withResolvers<void>();
    const hook = await receiver((_message, count) => {
      if (count !== 3) return 204;
      held.resolve();
      return null;
    });
    await createWebhook(database, { url: hook.url, ...everything });
    const child = startChild(new URL('../setup/webhooks.child.ts', import.meta.url));
    await child.ask({ databaseUrl: url }, z.literal(true));
    const seqs = await append(...many(6));
    await held.promise;
    await child.end();
    deliver({ leaseSeconds: 1 });
    await expect.poll(() => hook.taken, soon).toEqual(seqs);
    expect(hook.received).toHaveLength(seqs.length + 1);
  });

  test('one that stops breaks off what is under way, which counts for nothing and is sent by the next', async () => {
    const { database, append, deliver } = await openDesk();
    const held = Promise.withResolvers<void>();
    const hook = await receiver((_message, count) => {
      if (count > 1) return 204;
      held.resolve();
      return null;
    });
    const { id } = await createWebhook(database, { url: hook.url, ...everything });
    const webhooks = deliver();
    const seqs = await append(...many(2));
    await held.promise;
    await webhooks.stop();
    expect(await readWebhook(database, id)).toMatchObject({ failures: 0 });
    expect(await readAttempts(database, id, 1)).toEqual([]);
    deliver();
    await expect.poll(() => hook.taken, soon).toEqual(seqs);
  });

  test('one whose connections are cut goes on', async () => {
    const { url, database, append, deliver } = await openDesk();
    const hook = await receiver();
    await createWebhook(database, { url: hook.url, ...everything });
    deliver({ leaseSeconds: 1 });
    const seqs = await append(...many(3));
    await expect.poll(() => hook.taken, soon).toEqual(seqs);
    const admin = new Client({ connectionString: inject('cluster').adminUrl });
    await admin.connect();
    const name = new URL(url).pathname.slice(1);
    for (let index = 0; index < 3; index += 1) {
      await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
      // The desk's own connection was cut, too.
      await expect
        .poll(
          () =>
            append(publication(`cut-${index}`)).then(
              (added) => seqs.push(...added),
              () => 0,
            ),
          soon,
        )
        .toBeGreaterThan(0);
    }
    await expect.poll(() => [...new Set(hook.taken)], soon).toEqual(seqs);
    const { rows } = await admin.query(
      "SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = $1 AND application_name = 'parley-webhooks'",
      [name],
    );
    await admin.end();
    expect(z.tuple([z.object({ count: z.int().max(2) })]).safeParse(rows).success).toBe(true);
  });

  test('one whose database was away while a message was under way gives the webhook back, instead of keeping it for its lease', async () => {
    const { url, database, append, deliver } = await openDesk();
    const held = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    const hook = await receiver(async (_message, count) => {
      if (count > 1) return 204;
      held.resolve();
      await answered.promise;
      return 204;
    });
    await createWebhook(database, { url: hook.url, ...everything });
    const way = await openWay(url);
    deliver({ databaseUrl: way.url, leaseSeconds: 3_600 });
    const seqs = await append(...many(2));
    await held.promise;
    way.close();
    answered.resolve();
    // The attempt could not be recorded, nor the webhook be given back, and two looks found nothing.
    await expect.poll(way.refused, soon).toBeGreaterThanOrEqual(4);
    way.open();
    await expect.poll(() => [...new Set(hook.taken)], soon).toEqual(seqs);
  });

  test('one without webhooks makes no queue', async () => {
    const { database, append, deliver } = await openDesk();
    const webhooks = deliver();
    await append(publication('alone'));
    webhooks.wake();
    await webhooks.drain();
    expect(await database.$queryRaw`SELECT nspname FROM pg_namespace WHERE nspname = 'pgboss'`).toEqual([]);
  });
});

describe('the database refuses', () => {
  let client: Client;
  beforeAll(async () => {
    client = new Client({ connectionString: await cloneDatabase(inject('cluster')) });
    await client.connect();
  });
  afterAll(() => client.end());

  const secret = `whsec_${'A'.repeat(43)}=`;
  const row = (id: string, url = 'https://hooks.example/', key = secret, cursor = 0) =>
    `INSERT INTO "WebhookEndpoint" ("id", "url", "secret", "cursor") VALUES ('${id}', '${url}', '${key}', ${cursor})`;
  const set = (change: string) => `${row('w')}; UPDATE "WebhookEndpoint" SET ${change}`;
  const attempt = (columns: string, values: string) =>
    `${row('w')}; INSERT INTO "WebhookDelivery" ("endpointId", ${columns}) VALUES (${values})`;

  test.each<[string, string]>([
    ['WebhookEndpoint_url', row('w', 'ftp://hooks.example/')],
    ['WebhookEndpoint_url', row('w', 'https://me:secret@hooks.example/')],
    ['WebhookEndpoint_url', row('w', 'https://hooks.example/#x')],
    ['WebhookEndpoint_url', row('w', `https://hooks.example/${'x'.repeat(2_000)}`)],
    ['WebhookEndpoint_secret', row('w', 'https://hooks.example/', 'whsec_short')],
    ['WebhookEndpoint_negotiation', set(`"negotiationSlug" = 'The Talks'`)],
    ['WebhookEndpoint_cursor', row('w', 'https://hooks.example/', secret, -1)],
    ['WebhookEndpoint_failing', set('"failures" = 1')],
    ['WebhookEndpoint_failing', set('"failingSince" = now()')],
    ['WebhookEndpoint_failing', set('"nextAttemptAt" = now()')],
    ['WebhookEndpoint_disabled', set('"disabledAt" = now()')],
    ['WebhookEndpoint_disabled', set(`"disabledFor" = 'GONE'`)],
    ['WebhookEndpoint_pkey', `${row('w')}; ${row('w')}`],
    ['WebhookDelivery_seq', attempt('"seq", "attempt", "status", "answer", "durationMs"', `'w', 0, 1, 200, '', 1`)],
    ['WebhookDelivery_attempt', attempt('"attempt", "status", "answer", "durationMs"', `'w', 0, 200, '', 1`)],
    ['WebhookDelivery_duration', attempt('"attempt", "status", "answer", "durationMs"', `'w', 1, 200, '', -1`)],
    ['WebhookDelivery_outcome', attempt('"attempt", "durationMs"', `'w', 1, 1`)],
    ['WebhookDelivery_outcome', attempt('"attempt", "status", "durationMs"', `'w', 1, 200, 1`)],
    ['WebhookDelivery_outcome', attempt('"attempt", "status", "answer", "error", "durationMs"', `'w', 1, 200, '', 'why', 1`)],
    ['WebhookDelivery_outcome', attempt('"attempt", "status", "answer", "durationMs"', `'w', 1, 99, '', 1`)],
    ['WebhookDelivery_pkey', attempt('"id", "attempt", "error", "durationMs"', `'w', 1, 1, 'why', 1), ('w', 1, 1, 'why', 1`)],
    ['WebhookDelivery_endpointId_fkey', attempt('"attempt", "error", "durationMs"', `'nobody', 1, 'why', 1`)],
  ])('by %s: %s', async (constraint, sql) => {
    await client.query('BEGIN');
    const refused = await client.query(sql).then(
      () => 'nothing',
      (error: unknown) => (error instanceof DatabaseError ? error.constraint : String(error)),
    );
    await client.query('ROLLBACK');
    expect(refused).toBe(constraint);
  });
});

describe('parley webhook', () => {
  let url: string;
  beforeAll(async () => {
    url = await cloneDatabase(inject('cluster'), 'template_record');
  });

  /** Runs a command, and gives what it printed and how it ended. */
  async function parley(args: readonly string[], loopback = '1'): Promise<{ readonly code: number | null; readonly lines: string[] }> {
    const program = startProgram('node', ['--disable-warning=ExperimentalWarning', 'src/cli/parley.ts', 'webhook', ...args], {
      DATABASE_URL: url,
      WEBHOOK_LOOPBACK: loopback,
    });
    const code = await program.ended;
    return { code, lines: program.output().trimEnd().split('\n') };
  }

  test('adds, lists, tests, logs and removes', async () => {
    let status = 204;
    const hook = await receiver(() => status);
    const added = await parley(['add', hook.url, '--negotiation', 'wga-2026', '--kind', 'vote']);
    const secret = added.lines.at(-1) ?? '';
    expect(added.code).toBe(0);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const id = /webhook (\S+)/.exec(added.lines.join('\n'))?.[1] ?? '';
    const listed = (await parley(['list'])).lines.join('\n');
    expect(listed).toContain(`${id}  ${hook.url}  wga-2026  VOTE`);
    expect(listed).not.toContain(secret);
    expect(await parley(['test', id])).toMatchObject({ code: 0, lines: [expect.stringMatching(/taken after \d+ ms: 204/)] });
    const [message] = hook.received;
    expect(new Webhook(secret).verify(message?.body ?? '', z.record(z.string(), z.string()).parse(message?.headers))).toMatchObject({
      type: 'webhook.test',
    });
    status = 500;
    expect(await parley(['test', id])).toMatchObject({ code: 1, lines: [expect.stringContaining('was not taken: 500')] });
    expect(await parley(['test', id], '0')).toMatchObject({ code: 1, lines: [expect.stringContaining('is not a public address')] });
    expect((await parley(['log', id])).lines).toEqual(
      ['204', '500', 'not a public address'].map((end) => expect.stringMatching(new RegExp(`test .*${end}$`))),
    );
    expect((await parley(['remove', id])).code).toBe(0);
    expect((await parley(['list'])).lines).toEqual(['there are no webhooks']);
  });

  test.each([
    [['add', 'https://me:secret@hooks.example/'], 'name or password'],
    [['add', 'http://hooks.example/'], 'must begin with https'],
    [['add', 'https://10.0.0.1/'], 'not a public address'],
    [['add', 'https://hooks.example/', '--kind', 'RUMOUR'], 'Expected one of SESSION'],
    [['add', 'https://hooks.example/', '--negotiation', 'nobody-2026'], 'no negotiation "nobody-2026"'],
    [['replay', 'nobody', '--since', '-1'], 'Expected the number of a change'],
    [['log', 'nobody'], 'there is no webhook "nobody"'],
  ])('refuses %j', async (args, reason) => {
    const { code, lines } = await parley(args, '0');
    expect(code).toBe(1);
    expect(lines.join('\n')).toContain(reason);
    const database = openDatabase(url);
    expect(await readWebhooks(database)).toEqual([]);
    await database.$disconnect();
  });
});
