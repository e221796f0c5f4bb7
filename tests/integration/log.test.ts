import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { isDatabaseUnavailable } from '../../src/data/availability.ts';
import { readChanges, readCorrections, readHistory, readVersion, readVersionAt } from '../../src/data/change/read.ts';
import { appendChanges, type ChangeToAppend, logTransaction, settleLog } from '../../src/data/change/write.ts';
import { type Database, openDatabase } from '../../src/data/client.ts';
import { readTransaction } from '../../src/data/transaction.ts';
import { cloneDatabase } from '../setup/database.ts';

let database: Database;

beforeAll(async () => {
  database = openDatabase(await cloneDatabase(inject('cluster')));
});
afterAll(() => database.$disconnect());

function publication(key: string): ChangeToAppend {
  return { kind: 'PUBLISHED', entity: 'EVENT', key, negotiation: null, before: null, after: { id: key }, reason: null };
}

function append(...keys: string[]): Promise<number> {
  return logTransaction(database, (tx) => appendChanges(tx, keys.map(publication), 'test'));
}

describe('the log of changes', () => {
  test('numbers writers that run at once without a gap, in the order in which they commit', async () => {
    const writers = Array.from({ length: 4 }, (_, index) => append(`a-${index}`, `b-${index}`));
    const last = await Promise.all(writers);
    const changes = await readTransaction(database, (tx) => readChanges(tx, { since: 0, limit: 100 }));
    expect(changes.map(({ seq }) => seq)).toEqual(Array.from({ length: 8 }, (_, index) => index + 1));
    expect(last.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 4 }, (_, index) => 2 * index + 2));
    expect(changes.map(({ recordedAt }) => recordedAt)).toEqual(changes.map(({ recordedAt }) => recordedAt).toSorted());
  });

  test('leaves no number out where a writer gives up', async () => {
    const before = await readTransaction(database, readVersion);
    await expect(
      logTransaction(database, async (tx) => {
        await appendChanges(tx, [publication('given-up')], 'test');
        throw new Error('given up');
      }),
    ).rejects.toThrow('given up');
    expect(await append('after')).toBe(before + 1);
  });

  test('gives the changes of one fact, and those after a number', async () => {
    const last = await append('one-fact');
    await logTransaction(database, (tx) =>
      appendChanges(
        tx,
        [{ ...publication('one-fact'), kind: 'RETRACTED', before: { id: 'one-fact' }, after: null, reason: 'wrong' }],
        'test',
      ),
    );
    const history = await readTransaction(database, (tx) => readHistory(tx, { entity: 'EVENT', key: 'one-fact', limit: 10 }));
    expect(history.map(({ kind, reason, seq }) => ({ kind, reason, seq }))).toEqual([
      { kind: 'PUBLISHED', reason: null, seq: last },
      { kind: 'RETRACTED', reason: 'wrong', seq: last + 1 },
    ]);
    const newer = await readTransaction(database, (tx) => readChanges(tx, { since: last, limit: 10 }));
    expect(newer.map(({ seq }) => seq)).toEqual([last + 1]);
  });

  test('knows what had been recorded by an instant, also while a change is under way', async () => {
    const instant = new Date().toISOString();
    const version = await readTransaction(database, readVersion);
    // The log counts in milliseconds: what follows must be recorded in a later one.
    while (new Date().toISOString() === instant);
    let finish = () => {};
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let begun = () => {};
    const started = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const slow = logTransaction(database, async (tx) => {
      await appendChanges(tx, [publication('slow')], 'test');
      begun();
      await held;
    });
    await started;
    const now = new Date(Date.now() + 1).toISOString();
    const settled = settleLog(database, now, 10_000).then(() => readTransaction(database, (tx) => readVersionAt(tx, now)));
    finish();
    await slow;
    expect(await settled).toBe(version + 1);
    expect(await readTransaction(database, (tx) => readVersionAt(tx, instant))).toBe(version);
  });

  test('says that it cannot settle while a writer takes longer than is waited for', async () => {
    let finish = () => {};
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let begun = () => {};
    const started = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const slow = logTransaction(database, async (tx) => {
      await appendChanges(tx, [publication('very-slow')], 'test');
      begun();
      await held;
    });
    await started;
    const refused = await settleLog(database, new Date().toISOString(), 50).then(
      () => null,
      (error: unknown) => error,
    );
    finish();
    await slow;
    expect(isDatabaseUnavailable(refused)).toBe(true);
    await settleLog(database, new Date().toISOString(), 10_000);
  });

  test('lists corrections and retractions, the latest first', async () => {
    const key = 'wrong';
    const before = { id: key };
    await append(key);
    const last = await logTransaction(database, (tx) =>
      appendChanges(
        tx,
        [
          { ...publication(key), kind: 'CORRECTED', before, after: { id: key, headline: 'right' } },
          { ...publication(key), kind: 'RETRACTED', before, after: null, reason: 'not so' },
        ],
        'test',
      ),
    );
    const corrections = await readTransaction(database, (tx) => readCorrections(tx, { until: last, limit: 2 }));
    expect(corrections.map(({ seq, kind }) => [seq, kind])).toEqual([
      [last, 'RETRACTED'],
      [last - 1, 'CORRECTED'],
    ]);
    const earlier = await readTransaction(database, (tx) => readCorrections(tx, { until: last - 1, limit: 1 }));
    expect(earlier.map(({ seq }) => seq)).toEqual([last - 1]);
    expect(await readTransaction(database, (tx) => readCorrections(tx, { until: last, negotiation: 'wga-2023', limit: 9 }))).toEqual([]);
  });
});
