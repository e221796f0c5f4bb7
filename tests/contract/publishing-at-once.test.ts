import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { revokeToken } from '#data/access/write.ts';
import { readChanges, readHistory, readVersion } from '#data/change/read.ts';
import { lockLog } from '#data/change/write.ts';
import { database } from '#data/client.ts';
import { exportRecord } from '#data/record/export.ts';
import { readTransaction, writeTransaction } from '#data/transaction.ts';
import { canonicalText } from '#domain/record/canonical.ts';
import { ask } from './ask.ts';
import { entryOf, makeToken, newKey, refusal, send, written } from './writing.ts';

const desk = await makeToken();
const version = () => readTransaction(database(), readVersion);

/** Holds the log, as a long import does, until it is let go. */
async function holdLog(): Promise<() => Promise<void>> {
  const held = Promise.withResolvers<void>();
  const done = Promise.withResolvers<void>();
  const holding = writeTransaction(database(), async (tx) => {
    await lockLog(tx);
    held.resolve();
    await done.promise;
  });
  await held.promise;
  return async () => {
    done.resolve();
    await holding;
  };
}

/** Waits until writes wait for the log, as PostgreSQL tells. */
async function untilWaiting(count: number): Promise<void> {
  const schema = z.tuple([z.object({ waiting: z.int() })]);
  for (let waiting = -1; waiting < count; )
    [{ waiting }] = schema.parse(
      await database().$queryRaw`
        SELECT count(*)::int AS waiting FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE d.datname = current_database() AND l.locktype = 'advisory' AND NOT l.granted`,
    );
}

describe('an Idempotency-Key', () => {
  it('sent twenty times at once has one effect and one answer, byte for byte', async () => {
    await written(await send('POST', '/events', entryOf('source-first'), desk), 201);
    const before = await version();
    const key = newKey();
    const all = await Promise.all(Array.from({ length: 20 }, () => send('POST', '/events', entryOf('twenty'), { ...desk, key })));
    const texts = new Set<string>();
    for (const response of all) {
      if (response.status === 409) {
        const again = await send('POST', '/events', entryOf('twenty'), { ...desk, key });
        expect(again.headers.get('idempotency-replayed')).toBe('true');
        texts.add(`${(await written(again, 201)).text} ${again.headers.get('location')} ${again.headers.get('etag')}`);
        expect((await refusal(response, 409)).code).toBe('IDEMPOTENCY_KEY_IN_FLIGHT');
      } else texts.add(`${(await written(response, 201)).text} ${response.headers.get('location')} ${response.headers.get('etag')}`);
    }
    expect(texts.size).toBe(1);
    expect(all.filter((response) => response.status === 201 && !response.headers.has('idempotency-replayed'))).toHaveLength(1);
    expect(await version()).toBe(before + 1);
  });

  it('is in flight until its write is answered', async () => {
    const letGo = await holdLog();
    const key = newKey();
    const first = send('POST', '/events', entryOf('flight'), { ...desk, key });
    await untilWaiting(1);
    const second = await send('POST', '/events', entryOf('flight'), { ...desk, key });
    expect((await refusal(second, 409)).code).toBe('IDEMPOTENCY_KEY_IN_FLIGHT');
    expect(second.headers.get('retry-after')).toBe('1');
    await letGo();
    const { text } = await written(await first, 201);
    expect((await written(await send('POST', '/events', entryOf('flight'), { ...desk, key }), 201)).text).toBe(text);
  });

  it('is that of one body at one address, for one token', async () => {
    const key = newKey();
    const first = await written(await send('POST', '/events', entryOf('keyed'), { ...desk, key }), 201);
    expect((await refusal(await send('POST', '/events', entryOf('keyed', { headline: 'Another' }), { ...desk, key }), 422)).code).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
    const elsewhere = await send('POST', '/events/2026-03-02-keyed/retraction', JSON.stringify(entryOf('keyed')), { ...desk, key });
    expect((await refusal(elsewhere, 422)).code).toBe('IDEMPOTENCY_KEY_REUSED');
    const other = await makeToken();
    expect((await refusal(await send('POST', '/events', entryOf('keyed'), { ...other, key }), 422)).code).toBe('INVALID_EVENT');
    const corrected = { reason: 'Why.', headline: 'Corrected' };
    const patch = newKey();
    const once = await written(
      await send('PATCH', '/events/2026-03-02-keyed', corrected, { ...desk, key: patch, ifMatch: first.etag }),
      200,
    );
    const again = await send('PATCH', '/events/2026-03-02-keyed', corrected, { ...desk, key: patch, ifMatch: first.etag });
    expect((await written(again, 200)).text).toBe(once.text);
  });

  it('can be used again after a refusal, and is forgotten after a day', async () => {
    const key = newKey();
    await refusal(await send('POST', '/events', entryOf('second-try', { citations: [] }), { ...desk, key }), 422);
    await written(await send('POST', '/events', entryOf('second-try'), { ...desk, key }), 201);
    const kept = () => database().idempotentAnswer.count({ where: { key } });
    expect(await kept()).toBe(1);
    await database().idempotentAnswer.updateMany({ where: { key }, data: { createdAt: new Date(Date.now() - 25 * 3_600_000) } });
    await written(await send('POST', '/events', entryOf('much-later'), desk), 201);
    expect(await kept()).toBe(0);
  });
});

it('two editors who correct the same revision: one wins', async () => {
  const { etag } = await written(await send('POST', '/events', entryOf('contested'), desk), 201);
  const before = await version();
  const all = await Promise.all(
    ['One', 'Other'].map((headline) =>
      send('PATCH', '/events/2026-03-02-contested', { reason: 'Why.', headline }, { ...desk, ifMatch: etag }),
    ),
  );
  expect(all.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  expect(await version()).toBe(before + 1);
});

it('a token that is revoked writes nothing more, also what waits already', async () => {
  const { token, name } = await makeToken();
  const key = newKey();
  await written(await send('POST', '/events', entryOf('before'), { token, key }), 201);
  const letGo = await holdLog();
  const waiting = send('POST', '/events', entryOf('waiting'), { token });
  await untilWaiting(1);
  await revokeToken(database(), name);
  await letGo();
  expect((await refusal(await waiting, 401)).code).toBe('UNAUTHENTICATED');
  expect((await refusal(await send('POST', '/events', entryOf('after'), { token }), 401)).code).toBe('UNAUTHENTICATED');
  expect((await refusal(await send('POST', '/events', entryOf('before'), { token, key }), 401)).code).toBe('UNAUTHENTICATED');
  expect((await ask('/events/2026-03-02-waiting')).status).toBe(404);
});

describe('random writes', () => {
  const name = fc.constantFrom('p', 'q', 'r');
  const command = fc.oneof(
    fc.record({ kind: fc.constant('publish' as const), name, headline: fc.constantFrom('A', 'B') }),
    fc.record({ kind: fc.constant('correct' as const), name, headline: fc.constantFrom('A', 'B', 'C'), isStale: fc.boolean() }),
    fc.record({ kind: fc.constant('retract' as const), name }),
  );
  let runs = 0;

  it('leave the tables as the log tells, and no gap in it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 12 }), async (commands) => {
        runs += 1;
        const since = await version();
        let took = 0;
        const id = (each: string) => `run-${runs}-${each}`;
        for (const one of commands) {
          const path = `/events/2026-03-02-${id(one.name)}`;
          if (one.kind === 'publish') {
            const { sources: _, ...entry } = entryOf(id(one.name), { headline: one.headline });
            took += Number((await send('POST', '/events', entry, desk)).ok);
          } else if (one.kind === 'retract') took += Number((await send('POST', `${path}/retraction`, { reason: 'Why.' }, desk)).ok);
          else {
            const current = (await ask(path)).headers.get('parley-revision') ?? '"1"';
            const patch = { reason: 'Why.', headline: one.headline, summary: `Take ${one.headline}.` };
            took += Number((await send('PATCH', path, patch, { ...desk, ifMatch: one.isStale ? '"1"' : current })).ok);
          }
        }
        const changes = await readTransaction(database(), (tx) => readChanges(tx, { since, limit: 1_000 }));
        expect(changes.map(({ seq }) => seq)).toEqual(Array.from({ length: took }, (_, index) => since + index + 1));
      }),
      { numRuns: 25 },
    );
    const changes = await readTransaction(database(), (tx) => readChanges(tx, { since: 0, entity: ['EVENT'], limit: 100_000 }));
    const fold = new Map<string, unknown>();
    for (const { key, before, after } of changes) {
      expect(canonicalText(before)).toBe(canonicalText(fold.get(key) ?? null));
      fold.set(key, after);
    }
    const tables = await readTransaction(database(), async (tx) => {
      const { slugs, negotiation } = await exportRecord(tx);
      const events: (readonly [string, string])[] = [];
      for (const slug of slugs) events.push(...(await negotiation(slug)).events.map((event) => [event.id, canonicalText(event)] as const));
      return events;
    });
    const expected = [...fold].flatMap(([key, after]) => (after === null ? [] : [[key, canonicalText(after)] as const]));
    expect(new Map(tables)).toEqual(new Map(expected));
    const retracted = await database().event.findMany({ where: { state: 'RETRACTED' }, select: { id: true } });
    expect(new Set(retracted.map(({ id }) => id))).toEqual(new Set([...fold].flatMap(([key, after]) => (after === null ? [key] : []))));
    for (const { id } of retracted.slice(0, 5)) {
      const history = await readTransaction(database(), (tx) => readHistory(tx, { entity: 'EVENT', key: id, limit: 100 }));
      expect(history.at(-1)?.kind).toBe('RETRACTED');
    }
  });
});
