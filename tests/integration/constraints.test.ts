import { Client, DatabaseError } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { cloneDatabase, within } from '../setup/database.ts';

let url: string;
/** Connected as the owner, who may do more than the application. */
let client: Client;

beforeAll(async () => {
  url = await cloneDatabase(inject('cluster'), 'template_record');
  client = new Client({ connectionString: within(inject('cluster').ownerUrl, url) });
  await client.connect();
});

afterAll(() => client.end());

/** The triggers by which no fact changes without a change in the log: whatever changes a fact breaks them, and they are tried by themselves. */
const needsChange = /_needs_change$/;

/** Runs statements that are rolled back, with deferred checks made at once, and gives the name of the constraint that refused them. */
async function refusedBy(sql: string, { unlogged = false } = {}): Promise<string> {
  await client.query('BEGIN');
  try {
    if (!unlogged) for (const { table, name } of guards) await client.query(`ALTER TABLE "${table}" DISABLE TRIGGER "${name}"`);
    await client.query(sql);
    await client.query('SET CONSTRAINTS ALL IMMEDIATE');
    return 'nothing';
  } catch (error) {
    if (error instanceof DatabaseError && error.constraint !== undefined) return error.constraint;
    throw error;
  } finally {
    await client.query('ROLLBACK');
  }
}

const guardsSchema = z.array(z.object({ table: z.string(), name: z.string() }));
let guards: z.infer<typeof guardsSchema> = [];

beforeAll(async () => {
  const { rows } = await client.query(`
    SELECT c.relname AS table, t.tgname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname LIKE '%\\_needs\\_change' ORDER BY 1`);
  guards = guardsSchema.parse(rows);
});

const one = (table: string, where = 'true') => `ctid = (SELECT ctid FROM "${table}" WHERE ${where} LIMIT 1)`;
const set = (table: string, change: string, where?: string) => `UPDATE "${table}" SET ${change} WHERE ${one(table, where)}`;
const event = "'2023-10-02-talks-resume'";

/** For every check and trigger a statement that breaks it and nothing else. */
const breaches: Readonly<Record<string, string>> = {
  Source_url_http: set('Source', `"url" = 'javascript:alert(1)'`),
  Source_dates: set('Source', `"retrievedOn" = '2023-02-29'`),
  Citation_one_owner: set('Citation', `"unionSlug" = 'dga'`, '"eventId" IS NOT NULL'),
  Citation_quote_length: set('Citation', `"quote" = repeat('word ', 21)`),
  Claim_value_scalar: set('Claim', `"value" = '{}'`),
  AssociationMember_dates: set('AssociationMember', `"from" = '2024', "to" = '2023'`),
  Role_dates: set('Role', `"from" = '2024', "to" = '2023-12'`),
  Studio_parent_other: set('Studio', '"parentSlug" = "slug"'),
  Issue_parent_other: set('Issue', '"parentSlug" = "slug"'),
  Headcount_one_owner: set('Headcount', `"unionSlug" = NULL`, '"unionSlug" IS NOT NULL'),
  Headcount_count_positive: set('Headcount', '"count" = 0'),
  Headcount_as_of: set('Headcount', `"asOf" = '2023-13'`),
  Negotiation_started_known: set('Negotiation', `"knownFrom" = '2999-01-01'`),
  Negotiation_round_other: set('Negotiation', '"successorSlug" = "slug"', '"successorSlug" IS NULL'),
  Agreement_dates: set('Agreement', `"effectiveOn" = '2024-01-01', "expiresOn" = '2023'`),
  Measure_one_owner: set('Measure', `"termKey" = 'dga-2023/x'`, '"positionId" IS NOT NULL'),
  Measure_contract_year: set('Measure', '"contractYear" = 11'),
  Measure_effective_on: set('Measure', `"effectiveOn" = 'soon'`),
  Event_date: set(
    'Event',
    `"date" = '2023-02-30', "id" = '2023-02-30-x', "effectiveDay" = '2023-02-30', "sortKey" = '2023-02-30T12:00', "knownFrom" = '2023-02-01'`,
    `"kind" = 'MILESTONE' AND "announcedOn" IS NULL AND "time" IS NULL AND "endDate" IS NULL`,
  ),
  Event_id_date: set('Event', `"id" = 'x'`, `"kind" = 'MILESTONE'`),
  Event_time: set('Event', `"time" = '25:00', "sortKey" = "effectiveDay" || 'T25:00'`, 'length("date") = 10'),
  Event_end: set('Event', `"endDate" = '1999'`),
  Event_announced: set('Event', `"announcedOn" = '2999-01-01'`),
  Event_effective_day: set(
    'Event',
    `"effectiveDay" = '2999-01-01', "sortKey" = '2999-01-01T12:00'`,
    'length("date") = 10 AND "time" IS NULL',
  ),
  Event_sort_key: set('Event', `"sortKey" = 'x'`),
  Event_known_from: set('Event', `"knownFrom" = '2999-01-01'`),
  DealStatus_state_of_axis: set('DealStatus', `"state" = 'ON'`, `"axis" = 'AGREEMENT'`),
  DealStatus_stoppage_kind: set('DealStatus', '"stoppage" = NULL', `"axis" = 'STOPPAGE' AND "state" <> 'NONE'`),
  Vote_counts: set('Vote', '"valid" = 10, "yes" = 8, "no" = 3, "cast" = NULL, "eligible" = NULL'),
  Vote_not_negative: set('Vote', '"yes" = -1'),
  Vote_percentages: set('Vote', '"yesPct" = 100.5'),
  Vote_dates: set('Vote', `"opensOn" = '2023-10-09', "closesOn" = '2023-10-02'`),
  Vote_closes_at: set('Vote', `"closesAt" = '17:00', "closesOn" = NULL`),
  Statement_quote_length: set('Statement', `"quote" = repeat('word ', 21)`),
  Change_seq_positive: `INSERT INTO "Change" ("seq", "kind", "entity", "key", "after", "actor") VALUES (0, 'PUBLISHED', 'EVENT', 'x', '{}', 'test')`,
  Change_before_after: `INSERT INTO "Change" ("seq", "kind", "entity", "key", "after", "actor") SELECT max("seq") + 1, 'CORRECTED', 'EVENT', 'x', '{}', 'test' FROM "Change"`,
  Change_in_order: `INSERT INTO "Change" ("seq", "kind", "entity", "key", "after", "actor") SELECT max("seq") + 2, 'PUBLISHED', 'EVENT', 'x', '{}', 'test' FROM "Change"`,
  Event_needs_citation: `INSERT INTO "Event" SELECT '2023-01-01-uncited', "negotiationSlug", 'ACTION', '2023-01-01', NULL, NULL, NULL, '2023-01-01', '2023-01-01', '2023-01-01T12:00', 'H', 'S', 'MINOR', 'REPORTED', 'PUBLISHED' FROM "Event" LIMIT 1`,
  Term_needs_citation: `INSERT INTO "Term" ("key", "negotiationSlug", "id", "position", "issueSlug", "summary") SELECT 'dga-2023/uncited', 'dga-2023', 'uncited', 999, "slug", 'S' FROM "Issue" LIMIT 1`,
  Claim_needs_citation: `INSERT INTO "Claim" ("key", "negotiationSlug", "disputeId", "position", "claim", "rank") SELECT 'x', "negotiationSlug", "id", 999, 'C', 'NORMAL' FROM "Dispute" LIMIT 1`,
  Citation_not_the_last: `DELETE FROM "Citation" WHERE "eventId" = ${event}`,
  Event_detail_of_kind: set('Event', `"kind" = 'MILESTONE'`, `"kind" = 'SESSION'`),
  BargainingSession_of_kind: `DELETE FROM "BargainingSession" WHERE "eventId" = ${event}`,
  Position_of_kind: `DELETE FROM "Position" WHERE ${one('Position')}`,
  Vote_of_kind: `DELETE FROM "Vote" WHERE ${one('Vote')}`,
  Statement_of_kind: `DELETE FROM "Statement" WHERE ${one('Statement')}`,
  DealStatus_of_kind: `DELETE FROM "DealStatus" WHERE "eventId" IN (SELECT "id" FROM "Event" WHERE "kind" = 'STATUS' LIMIT 1)`,
};

/** Triggers on the details say the name of the rule that they hold. */
const toldAs: Readonly<Record<string, string>> = {
  BargainingSession_of_kind: 'Event_detail_of_kind',
  Position_of_kind: 'Event_detail_of_kind',
  Vote_of_kind: 'Event_detail_of_kind',
  Statement_of_kind: 'Event_detail_of_kind',
  DealStatus_of_kind: 'Event_detail_of_kind',
};

/** The tables that no record fills; publishing.test.ts, webhooks.test.ts and releases.test.ts break their constraints. */
const elsewhere = 'ApiToken,WriteQuota,IdempotentAnswer,WebhookEndpoint,WebhookDelivery,Release';

const namesSchema = z.array(z.object({ name: z.string() }));

describe('every check and trigger bites', () => {
  test.each(Object.entries(breaches))('%s', async (name, sql) => expect(await refusedBy(sql)).toBe(toldAs[name] ?? name));

  test('none is without a breach in this table', async () => {
    const { rows } = await client.query(`
      SELECT c.conname AS name FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace JOIN pg_class t ON t.oid = c.conrelid
      WHERE n.nspname = 'public' AND c.contype = 'c' AND t.relname <> ALL ('{${elsewhere}}')
      UNION SELECT t.tgname FROM pg_trigger t WHERE NOT t.tgisinternal AND t.tgname NOT LIKE 'Change\\_%' AND t.tgname NOT LIKE 'Release\\_%' AND t.tgname NOT LIKE '%\\_for\\_good' AND t.tgname NOT LIKE 'Search\\_%'`);
    const names = namesSchema.parse(rows).map(({ name }) => name);
    expect(names.filter((name) => !(name in breaches) && !needsChange.test(name) && name !== 'Change_hash')).toEqual([]);
    expect(names.length).toBeGreaterThan(40);
  });
});

describe('no fact changes without a change in the log', () => {
  test('every table of a fact is guarded', () => expect(guards).toHaveLength(27));

  test('a row that is taken out of any of them is missed', async () => {
    for (const { table, name } of guards) {
      // Other rules may miss it first: what refers to it, what it was the last of.
      const refused = await refusedBy(`DELETE FROM "${table}" WHERE ${one(table)}`, { unlogged: true });
      expect(refused, name).toMatch(/_needs_change$|_fkey$|_not_the_last$|_detail_of_kind$/);
    }
  });

  test.each([
    ['Union', `UPDATE "Union" SET "name" = 'Another'`],
    ['Event', `UPDATE "Event" SET "headline" = 'Another' WHERE "id" = ${event}`],
    ['Citation', `UPDATE "Citation" SET "note" = 'Another' WHERE "eventId" = ${event}`],
    ['Measure', `UPDATE "Measure" SET "value" = "value" + 1`],
    ['Headcount', 'UPDATE "Headcount" SET "count" = "count" + 1'],
    ['Claim', `UPDATE "Claim" SET "claim" = 'Another'`],
    ['Negotiation', `UPDATE "Negotiation" SET "title" = 'Another'`],
    ['DealStatus', `INSERT INTO "DealStatus" SELECT "eventId", 99, "negotiationSlug", 'BLACKOUT', 'ON', NULL FROM "DealStatus" LIMIT 1`],
  ])('of %s: %s', async (table, sql) => expect(await refusedBy(sql, { unlogged: true })).toBe(`${table}_needs_change`));

  test.each(['UPDATE "Issue" SET "position" = "position" + 1000', `UPDATE "Negotiation" SET "startedOn" = NULL, "knownFrom" = NULL`])(
    'but what is no part of a fact may: %s',
    async (sql) => expect(await refusedBy(sql, { unlogged: true })).toBe('nothing'),
  );

  test('and what has its change in the log may', async () => {
    const logged = `INSERT INTO "Change" ("seq", "kind", "entity", "key", "negotiationSlug", "before", "after", "actor")
      SELECT (SELECT max("seq") + 1 FROM "Change"), 'CORRECTED', 'EVENT', "id", "negotiationSlug", '{}', '{}', 'test' FROM "Event" WHERE "id" = ${event}`;
    expect(await refusedBy(`UPDATE "Event" SET "headline" = 'Another' WHERE "id" = ${event}; ${logged}`, { unlogged: true })).toBe(
      'nothing',
    );
  });
});

describe('the application', () => {
  let application: Client;
  beforeAll(async () => {
    application = new Client({ connectionString: url });
    await application.connect();
  });
  afterAll(() => application.end());

  test.each([
    `UPDATE "Change" SET "actor" = 'x'`,
    'DELETE FROM "Change"',
    'TRUNCATE "Change"',
    'TRUNCATE "Event" CASCADE',
    `UPDATE "Release" SET "origin" = 'x'`,
    'DELETE FROM "SearchEntry"',
    'ALTER TABLE "Change" DISABLE TRIGGER ALL',
    'ALTER TABLE "Event" DISABLE TRIGGER "Event_needs_change"',
    'DROP TRIGGER "Change_in_order" ON "Change"',
    'CREATE TABLE "mine" ()',
    'SET session_replication_role = replica',
    'UPDATE "_prisma_migrations" SET "checksum" = NULL',
  ])('may not: %s', async (sql) => {
    await expect(application.query(sql)).rejects.toThrow(/permission denied|must be owner|no privileges/);
  });

  test('has no say in the hash of what it appends', async () => {
    await application.query('BEGIN');
    try {
      await application.query(`INSERT INTO "Change" ("seq", "kind", "entity", "key", "after", "actor", "hash")
        SELECT max("seq") + 1, 'PUBLISHED', 'SOURCE', 'x', '{}', 'test', repeat('f', 64) FROM "Change"`);
      const { rows } = await application.query('SELECT "hash" FROM "Change" ORDER BY "seq" DESC LIMIT 1');
      expect(z.tuple([z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) })]).parse(rows)[0].hash).not.toBe('f'.repeat(64));
    } finally {
      await application.query('ROLLBACK');
    }
  });
});

describe('the log is only ever added to', () => {
  test.each([`UPDATE "Change" SET "actor" = 'x'`, 'DELETE FROM "Change"', 'TRUNCATE "Change"'])(
    '%s is refused to its owner',
    async (sql) => {
      await expect(client.query(sql)).rejects.toThrow(/permission denied/);
    },
  );

  test.each([
    [`UPDATE "Change" SET "actor" = 'x'`, 'Change_append_only'],
    ['DELETE FROM "Change"', 'Change_append_only'],
    ['TRUNCATE "Change"', 'Change_no_truncate'],
  ])('%s is refused to a superuser too', async (sql, name) => {
    const { adminUrl } = inject('cluster');
    const admin = new Client({ connectionString: Object.assign(new URL(adminUrl), { pathname: `/${client.database ?? ''}` }).href });
    await admin.connect();
    try {
      await expect(admin.query(sql)).rejects.toMatchObject({ constraint: name });
    } finally {
      await admin.end();
    }
  });
});

const keysSchema = z.array(z.object({ name: z.string(), table: z.string(), columns: z.array(z.string()) }));

test('every foreign key bites', async () => {
  const { rows } = await client.query(`
    SELECT c.conname AS name, t.relname AS table, array_agg(a.attname::text ORDER BY k.place) AS columns
    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = c.connamespace
    CROSS JOIN LATERAL unnest(c.conkey) WITH ORDINALITY AS k(number, place) JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number
    WHERE n.nspname = 'public' AND c.contype = 'f' AND t.relname <> ALL ('{${elsewhere}}') GROUP BY 1, 2`);
  const keys = keysSchema.parse(rows);
  expect(keys.length).toBeGreaterThan(40);
  for (const { name, table, columns } of keys) {
    const others = keys.filter((key) => key.table === table && key.name !== name).flatMap((key) => key.columns);
    const column = columns.find((candidate) => !others.includes(candidate)) ?? columns[0] ?? '';
    const sharing = keys.filter((key) => key.table === table && key.columns.includes(column)).map((key) => key.name);
    const value = table === 'Measure' && column === 'unit' ? `'USD'::"Unit"` : `'2023-nowhere'`;
    const refused = await refusedBy(set(table, `"${column}" = ${value}`, columns.map((each) => `"${each}" IS NOT NULL`).join(' AND ')));
    expect(sharing, `${name} on ${table}.${column}: ${refused}`).toContain(refused);
  }
});

const uniqueSchema = z.array(z.object({ name: z.string(), table: z.string(), columns: z.array(z.string()), primary: z.boolean() }));

test('every primary key and unique index bites', async () => {
  const { rows } = await client.query(`
    SELECT i.relname AS name, t.relname AS table, x.indisprimary AS primary, array_agg(a.attname::text ORDER BY k.place) AS columns
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
    CROSS JOIN LATERAL unnest(x.indkey::int2[]) WITH ORDINALITY AS k(number, place)
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number
    WHERE n.nspname = 'public' AND x.indisunique AND t.relname <> '_prisma_migrations' AND t.relname <> ALL ('{${elsewhere}}') GROUP BY 1, 2, 3`);
  const keys = uniqueSchema.parse(rows);
  expect(keys.length).toBeGreaterThan(45);
  for (const { name, table, columns, primary } of keys) {
    const last = `"${columns.at(-1) ?? ''}"`;
    const rest = columns.slice(0, -1).map((column) => ` AND a."${column}" = b."${column}"`);
    const twice = `
      WITH pair AS (SELECT a.${last} AS value, b.ctid AS place FROM "${table}" a JOIN "${table}" b ON a.${last} <> b.${last}${rest.join('')} LIMIT 1)
      UPDATE "${table}" t SET ${last} = pair.value FROM pair WHERE t.ctid = pair.place`;
    // A row that is there twice breaks all keys of its table; where a key holds another whole, only that can be told.
    const within = keys.filter((key) => key.table === table && key.columns.every((column) => columns.includes(column)));
    const refused = await refusedBy(primary || within.length > 1 ? `INSERT INTO "${table}" SELECT * FROM "${table}" LIMIT 1` : twice);
    expect(
      within.map((key) => key.name),
      `${name}: ${refused}`,
    ).toContain(refused);
  }
});
