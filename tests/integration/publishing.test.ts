import fc from 'fast-check';
import { Client, DatabaseError } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { readTokens, readWriter } from '../../src/data/access/read.ts';
import { countWrite, createToken, revokeToken, TokenError } from '../../src/data/access/write.ts';
import { readChanges, readVersion } from '../../src/data/change/read.ts';
import { logTransaction } from '../../src/data/change/write.ts';
import { type Database, openDatabase } from '../../src/data/client.ts';
import { writeOnce } from '../../src/data/idempotency/once.ts';
import { correctEntry, EventStateError, InvalidEntryError, putEntries, retractEntry } from '../../src/data/record/entry.ts';
import { exportRecord } from '../../src/data/record/export.ts';
import { importRecord } from '../../src/data/record/import.ts';
import { retractEvent } from '../../src/data/record/publish.ts';
import { readTransaction } from '../../src/data/transaction.ts';
import { inTurn } from '../../src/data/turns.ts';
import { impossibleSteps } from '../../src/domain/deal-status/transition.ts';
import type { Event } from '../../src/domain/event/event.ts';
import type { StatusChange } from '../../src/domain/event/status-change.ts';
import { bundledNegotiation } from '../fixtures/record.ts';
import { cloneDatabase } from '../setup/database.ts';

const open: Database[] = [];

async function fresh(): Promise<Database> {
  const database = openDatabase(await cloneDatabase(inject('cluster'), 'template_record'));
  open.push(database);
  return database;
}

afterAll(async () => {
  for (const database of open) await database.$disconnect();
});

const source = {
  id: 'a-page',
  url: null,
  publisher: 'Example Press',
  title: 'A page',
  publishedOn: null,
  retrievedOn: '2026-03-03',
  kind: 'PRESS',
} as const;

function eventOf(name: string, headline = 'Members gather'): Event {
  return {
    id: `2026-03-02-${name}`,
    kind: 'ACTION',
    date: '2026-03-02',
    headline,
    summary: 'Members of the union gather.',
    significance: 'MINOR',
    confidence: 'REPORTED',
    citations: [{ source: 'a-page' }],
  };
}

const negotiation = bundledNegotiation('wga-2026');
const entryOf = (event: Event) => ({ ...event, negotiation: 'wga-2026', sources: [source] });
const filesWith = (...events: Event[]) => [
  { file: 'sources.json', kind: 'sources' as const, value: [source] },
  { file: 'wga-2026.json', kind: 'negotiation' as const, value: { ...negotiation, events: [...negotiation.events, ...events] } },
];
const desk = { actor: 'desk', reason: null };

async function logOf(database: Database, since: number) {
  return readTransaction(database, (tx) => readChanges(tx, { since, limit: 1_000 }));
}

describe('import and publish', () => {
  test('produce the same changes and the same record', async () => {
    const [one, other] = [await fresh(), await fresh()];
    const since = await readTransaction(one, readVersion);
    await importRecord(one, filesWith(eventOf('a'), eventOf('b')), { actor: 'desk' });
    await importRecord(one, filesWith(eventOf('a', 'Corrected')), { actor: 'desk', reason: 'Why.' });
    expect((await putEntries(other, [entryOf(eventOf('a')), entryOf(eventOf('b'))], desk)).recorded.map(({ isNew }) => isNew)).toEqual([
      true,
      true,
    ]);
    const corrected = await putEntries(other, [entryOf(eventOf('a', 'Corrected')), entryOf(eventOf('b'))], { ...desk, reason: 'Why.' });
    expect(corrected.recorded.map(({ isNew, event }) => [event.id, isNew])).toEqual([['2026-03-02-a', false]]);
    const told = async (database: Database) => (await logOf(database, since)).map(({ recordedAt: _, seq: __, ...change }) => change);
    expect((await told(other)).toSorted(byKey)).toEqual((await told(one)).toSorted(byKey));
    const rows = (database: Database) =>
      database.event.findMany({
        where: { id: { startsWith: '2026-03-02-' } },
        orderBy: { id: 'asc' },
        include: { citations: { select: { sourceId: true } } },
      });
    expect(await rows(other)).toEqual(await rows(one));
  });

  const byKey = (a: { kind: string; key: string }, b: { kind: string; key: string }) =>
    `${b.kind}${a.key}` < `${a.kind}${b.key}` ? -1 : 1;

  test('put all of a file on record or nothing, and tell what is wrong with which', async () => {
    const database = await fresh();
    const since = await readTransaction(database, readVersion);
    const bad = { ...entryOf(eventOf('bad')), citations: [], kind: 'RUMOUR' };
    const result = await putEntries(database, [entryOf(eventOf('good')), bad, entryOf(eventOf('good', 'Other'))], desk);
    expect(result.problems.map(({ index, path }) => [index, path])).toEqual([
      [1, 'citations'],
      [1, 'kind'],
      [2, 'reason'],
    ]);
    expect(await readTransaction(database, readVersion)).toBe(since);
  });

  test('leave what was retracted retracted, and say so', async () => {
    const database = await fresh();
    await putEntries(database, [entryOf(eventOf('gone'))], desk);
    await logTransaction(database, (tx) => retractEntry(tx, '2026-03-02-gone', { reason: 'Wrong.' }, { actor: 'desk', revision: null }));
    const since = await readTransaction(database, readVersion);
    expect(await importRecord(database, filesWith(eventOf('gone')), { actor: 'desk' })).toMatchObject({ facts: [], retracted: 1 });
    expect((await putEntries(database, [entryOf(eventOf('gone'))], { ...desk, reason: 'Why.' })).problems.map(({ path }) => path)).toEqual([
      'id',
    ]);
    expect(await readTransaction(database, readVersion)).toBe(since);
    expect(await database.event.findUnique({ where: { id: '2026-03-02-gone' } })).toMatchObject({
      state: 'RETRACTED',
      headline: 'Members gather',
    });
  });

  test('move the first day of a negotiation, and a retraction moves it back', async () => {
    const database = await fresh();
    const start = () =>
      database.negotiation.findUniqueOrThrow({ where: { slug: 'wga-2026' }, select: { startedOn: true, knownFrom: true } });
    const before = await start();
    await putEntries(database, [{ ...entryOf(eventOf('x')), id: '1999-01-01-x', date: '1999-01-01' }], desk);
    expect(await start()).toEqual({ startedOn: '1999-01-01', knownFrom: '1999-01-01' });
    await logTransaction(database, (tx) => retractEntry(tx, '1999-01-01-x', { reason: 'Wrong.' }, { actor: 'desk', revision: null }));
    expect(await start()).toEqual(before);
  });

  test('at once keep the log without a gap and lose nothing', async () => {
    const database = await fresh();
    const since = await readTransaction(database, readVersion);
    const imports = Array.from({ length: 4 }, (_, index) =>
      inTurn(() => importRecord(database, filesWith(eventOf(`import-${index}`)), { actor: 'import' })),
    );
    const published = Array.from({ length: 12 }, (_, index) =>
      inTurn(() => putEntries(database, [entryOf(eventOf(`publish-${index}`))], desk)),
    );
    await Promise.all([...imports, ...published]);
    const changes = await logOf(database, since);
    expect(changes.map(({ seq }) => seq)).toEqual(changes.map((_, index) => since + index + 1));
    expect(changes.filter(({ entity }) => entity === 'EVENT').length).toBe(16);
    expect(changes.filter(({ entity }) => entity === 'SOURCE').length).toBe(1);
    expect(await database.event.count({ where: { id: { startsWith: '2026-03-02-' } } })).toBe(16);
  });
});

describe('steps that other events rest on', () => {
  const slug = 'stage-2026';
  const { predecessor: _, agreement: __, ...frame } = negotiation;
  /** A record with talks that nothing has happened in. */
  const stage = async () => {
    const database = await fresh();
    const value = { ...frame, slug, demands: [], events: [], disputes: [] };
    await importRecord(database, [{ file: 'stage.json', kind: 'negotiation', value }], { actor: 'desk' });
    return database;
  };
  const entryOnStage = (event: Event) => ({ ...entryOf(event), negotiation: slug });
  const edit = { actor: 'desk', revision: null };
  const step = (name: string, day: string, statusChanges: Event['statusChanges']): Event => ({
    ...eventOf(name),
    id: `2026-03-${day}-${name}`,
    date: `2026-03-${day}`,
    ...(statusChanges !== undefined && { statusChanges }),
  });
  const agreed = step('agreed', '10', [{ axis: 'BARGAINING', state: 'TENTATIVE_AGREEMENT' }]);
  const ratified = step('ratified', '20', [{ axis: 'APPROVAL', state: 'RATIFIED' }]);
  const expired = step('expired', '21', [{ axis: 'AGREEMENT', state: 'EXPIRED' }]);
  const followed = step('followed', '05', [{ axis: 'AGREEMENT', state: 'SUCCESSOR_IN_FORCE' }]);
  const publish = async (database: Database, ...events: Event[]) =>
    (await putEntries(database, events.map(entryOnStage), desk)).problems.map(({ path, message }) => ({ path, message }));
  const correct = (database: Database, { id }: Event, patch: object) =>
    logTransaction(database, (tx) => correctEntry(tx, id, { reason: 'Why.', ...patch }, edit));
  const retract = (database: Database, { id }: Event, reason: object = { reason: 'Why.' }) =>
    logTransaction(database, (tx) => retractEntry(tx, id, reason, edit));

  test('stay, whatever is asked, until these are corrected or retracted or rest on others', async () => {
    const database = await stage();
    expect(await publish(database, agreed, ratified, expired)).toEqual([]);
    const since = await readTransaction(database, readVersion);
    const message =
      '2026-03-20-ratified could then not say APPROVAL RATIFIED: no TENTATIVE_AGREEMENT had been reached by then: there is none to be RATIFIED. ' +
      'Correct or retract it first, or first publish what it rests on';
    await expect(retract(database, agreed)).rejects.toMatchObject({ problems: [{ path: '', message }] });
    await expect(retract(database, agreed, {})).rejects.toMatchObject({ problems: [{ path: 'reason' }, { path: '', message }] });
    await expect(correct(database, agreed, { statusChanges: null })).rejects.toMatchObject({
      problems: [{ path: 'statusChanges', message }],
    });
    await expect(
      correct(database, agreed, { significance: 'HUGE', statusChanges: [{ axis: 'APPROVAL', state: 'REJECTED' }] }),
    ).rejects.toMatchObject({
      problems: [{ path: 'significance' }, { path: 'statusChanges[0].state' }, { path: 'statusChanges', message }],
    });
    expect(await publish(database, followed)).toEqual([
      { path: 'statusChanges', message: expect.stringMatching(/^2026-03-21-expired could then not say AGREEMENT EXPIRED: a successor/) },
    ]);
    expect(await readTransaction(database, readVersion)).toBe(since);

    // The same deal on another day: what rests on it rests on this one before the other goes.
    const other = step('agreed', '09', agreed.statusChanges);
    expect(await publish(database, other)).toEqual([]);
    await retract(database, agreed);
    await retract(database, ratified);
    await correct(database, other, { statusChanges: null });
    await retract(database, expired);
    expect(await publish(database, followed)).toEqual([]);
  });

  test('are possible after whatever was asked', async () => {
    const database = await stage();
    const moves: fc.Arbitrary<StatusChange> = fc.constantFrom<StatusChange>(
      { axis: 'BARGAINING', state: 'TENTATIVE_AGREEMENT' },
      { axis: 'BARGAINING', state: 'BARGAINING' },
      { axis: 'APPROVAL', state: 'RATIFIED' },
      { axis: 'APPROVAL', state: 'REJECTED' },
      { axis: 'STOPPAGE', state: 'CALLED', stoppage: 'STRIKE' },
      { axis: 'STOPPAGE', state: 'ENDED', stoppage: 'STRIKE' },
      { axis: 'AGREEMENT', state: 'SUCCESSOR_IN_FORCE' },
      { axis: 'AGREEMENT', state: 'EXPIRED' },
    );
    const edits = fc.array(
      fc.record({
        day: fc.constantFrom('01', '02', '03', '04', '05'),
        changes: fc.option(fc.array(moves, { minLength: 1, maxLength: 2 })),
        isRetraction: fc.boolean(),
      }),
      { minLength: 5, maxLength: 15 },
    );
    let count = 0;
    await fc.assert(
      fc.asyncProperty(edits, async (asked) => {
        count += 1;
        for (const { day, changes, isRetraction } of asked) {
          const event = step(`try-${count}`, day, changes ?? undefined);
          const done = isRetraction ? retract(database, event) : putEntries(database, [entryOnStage(event)], { ...desk, reason: 'Why.' });
          await done.catch((error: unknown) => {
            if (!(error instanceof InvalidEntryError || error instanceof EventStateError)) throw error;
          });
        }
        const { events } = await readTransaction(database, async (tx) => (await exportRecord(tx)).negotiation(slug));
        expect(impossibleSteps(events)).toEqual([]);
      }),
      { numRuns: 12, endOnFailure: true },
    );
  });

  test('do not hold up a correction that leaves them alone', async () => {
    const database = await stage();
    expect(await publish(database, agreed, ratified)).toEqual([]);
    // As a record could be left before this was refused.
    await logTransaction(database, (tx) => retractEvent(tx, { negotiation: slug, event: agreed }, { actor: 'desk', reason: 'Why.' }));
    await correct(database, ratified, { headline: 'Members meet' });
    await expect(correct(database, ratified, { time: '10:00' })).rejects.toMatchObject({ problems: [{ path: 'statusChanges[0].state' }] });
    expect(await publish(database, step('aside', '08', [{ axis: 'BLACKOUT', state: 'ON' }]))).toEqual([]);
    await correct(database, ratified, { statusChanges: null });
  });
});

test('the answer to a write is given again for a day, and cleared by a write after it', async () => {
  const database = await fresh();
  const secret = await createToken(database, { name: 'desk', scopes: ['PUBLISH'], rate: null });
  const tokenId = (await readWriter(database, secret))?.id ?? '';
  const write = async (key: string) =>
    (
      await writeOnce(database, { tokenId, key, fingerprint: 'a'.repeat(64) }, async () => ({
        status: 201,
        headers: { etag: '"1"' },
        body: key,
      }))
    ).isReplay;
  const age = (hours: number) => database.idempotentAnswer.updateMany({ data: { createdAt: new Date(Date.now() - hours * 3_600_000) } });
  expect([await write('first'), await write('first')]).toEqual([false, true]);
  await age(23);
  expect([await write('second'), await write('first')]).toEqual([false, true]);
  await age(25);
  await write('third');
  expect(await database.idempotentAnswer.findMany({ select: { key: true, headers: true, body: true } })).toEqual([
    { key: 'third', headers: { etag: '"1"' }, body: 'third' },
  ]);
});

describe('a token', () => {
  test('is found by itself alone, is nowhere kept, and ends at once and for good', async () => {
    const database = await fresh();
    const secret = await createToken(database, { name: 'desk', scopes: ['PUBLISH', 'PUBLISH'], rate: null });
    expect(secret).toMatch(/^parley_[\w-]{43}$/);
    expect(await readWriter(database, secret)).toMatchObject({ name: 'desk', scopes: ['PUBLISH'], rate: null });
    expect(await readWriter(database, `${secret}x`)).toBeNull();
    expect(JSON.stringify(await database.apiToken.findMany())).not.toContain(secret.slice('parley_'.length));
    await expect(createToken(database, { name: 'desk', scopes: ['CORRECT'], rate: null })).rejects.toThrow(TokenError);
    const [entry] = await readTokens(database);
    await revokeToken(database, entry?.id ?? '');
    expect(await readWriter(database, secret)).toBeNull();
    await expect(revokeToken(database, 'desk')).rejects.toThrow(TokenError);
    await expect(createToken(database, { name: 'desk', scopes: ['CORRECT'], rate: null })).rejects.toThrow(TokenError);
    expect((await readTokens(database)).map(({ revokedAt }) => revokedAt !== null)).toEqual([true]);
  });

  test('shares one quota between all who count, which begins anew after its minute', async () => {
    const database = await fresh();
    const second = openDatabase(await cloneDatabaseAgain(database));
    open.push(second);
    const secret = await createToken(database, { name: 'desk', scopes: ['PUBLISH'], rate: 10 });
    const writer = await readWriter(database, secret);
    if (writer === null) throw new Error('the token is known');
    const uses = await Promise.all(Array.from({ length: 8 }, (_, index) => countWrite(index % 2 === 0 ? database : second, writer)));
    expect(uses.map(({ used }) => used).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(uses.every(({ secondsLeft }) => secondsLeft >= 1 && secondsLeft <= 60)).toBe(true);
    await database.writeQuota.update({ where: { tokenId: writer.id }, data: { endsAt: new Date(0) } });
    expect(await countWrite(second, writer)).toEqual({ used: 1, secondsLeft: 60 });
  });
});

/** The address of the database that a client is connected to. */
async function cloneDatabaseAgain(database: Database): Promise<string> {
  const [row] = await database.$queryRaw<{ name: string }[]>`SELECT current_database() AS name`;
  return Object.assign(new URL(inject('cluster').url), { pathname: `/${row?.name ?? ''}` }).href;
}

describe('the database refuses', () => {
  let client: Client;
  beforeAll(async () => {
    client = new Client({ connectionString: await cloneDatabase(inject('cluster'), 'template_record') });
    await client.connect();
  });
  afterAll(() => client.end());

  const hash = 'a'.repeat(64);
  const token = (columns: string) => `INSERT INTO "ApiToken" ("id", "name", "hash", "scopes", "rate") VALUES (${columns})`;
  const sound = token(`'t', 'desk', '${hash}', '{PUBLISH}', 5`);
  const answer = (columns: string) =>
    `${sound}; INSERT INTO "IdempotentAnswer" ("tokenId", "key", "fingerprint", "status", "headers", "body") VALUES (${columns})`;

  test.each<[string, string]>([
    ['ApiToken_name', token(`'t', 'The Desk', '${hash}', '{PUBLISH}', NULL`)],
    ['ApiToken_name', token(`'t', '${'x'.repeat(61)}', '${hash}', '{PUBLISH}', NULL`)],
    ['ApiToken_hash', token(`'t', 'desk', 'parley_secret', '{PUBLISH}', NULL`)],
    ['ApiToken_scopes', token(`'t', 'desk', '${hash}', '{}', NULL`)],
    ['ApiToken_scopes', token(`'t', 'desk', '${hash}', NULL, NULL`)],
    ['ApiToken_scopes', token(`'t', 'desk', '${hash}', '{NULL}', NULL`)],
    ['ApiToken_rate', token(`'t', 'desk', '${hash}', '{PUBLISH}', 0`)],
    ['ApiToken_name_key', `${sound}; ${token(`'u', 'desk', '${'b'.repeat(64)}', '{PUBLISH}', NULL`)}`],
    ['ApiToken_hash_key', `${sound}; ${token(`'u', 'other', '${hash}', '{PUBLISH}', NULL`)}`],
    ['ApiToken_revoked_for_good', `${sound}; UPDATE "ApiToken" SET "revokedAt" = now(); UPDATE "ApiToken" SET "revokedAt" = NULL`],
    ['ApiToken_revoked_for_good', `${sound}; UPDATE "ApiToken" SET "revokedAt" = now(); DELETE FROM "ApiToken"`],
    ['ApiToken_pkey', `${sound}; ${token(`'t', 'other', '${'b'.repeat(64)}', '{PUBLISH}', NULL`)}`],
    ['WriteQuota_pkey', `${sound}; INSERT INTO "WriteQuota" VALUES ('t', 1, now()), ('t', 1, now())`],
    ['WriteQuota_used', `${sound}; INSERT INTO "WriteQuota" VALUES ('t', 0, now())`],
    ['WriteQuota_tokenId_fkey', `INSERT INTO "WriteQuota" VALUES ('nobody', 1, now())`],
    ['IdempotentAnswer_key', answer(`'t', '', '${hash}', 201, '{}', ''`)],
    ['IdempotentAnswer_key', answer(`'t', '${'x'.repeat(256)}', '${hash}', 201, '{}', ''`)],
    ['IdempotentAnswer_fingerprint', answer(`'t', 'k', 'x', 201, '{}', ''`)],
    ['IdempotentAnswer_status', answer(`'t', 'k', '${hash}', 422, '{}', ''`)],
    ['IdempotentAnswer_tokenId_fkey', answer(`'nobody', 'k', '${hash}', 201, '{}', ''`)],
    ['IdempotentAnswer_pkey', answer(`'t', 'k', '${hash}', 201, '{}', ''), ('t', 'k', '${hash}', 201, '{}', ''`)],
    [
      'Event_retracted_for_good',
      `UPDATE "Event" SET "state" = 'RETRACTED' WHERE "id" = '2023-10-02-talks-resume'; UPDATE "Event" SET "state" = 'PUBLISHED' WHERE "id" = '2023-10-02-talks-resume'`,
    ],
    [
      'Event_retracted_for_good',
      `UPDATE "Event" SET "state" = 'RETRACTED' WHERE "id" = '2023-10-02-talks-resume'; DELETE FROM "Event" WHERE "id" = '2023-10-02-talks-resume'`,
    ],
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
