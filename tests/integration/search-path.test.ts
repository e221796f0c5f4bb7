import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Client, DatabaseError } from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { cloneDatabase, createDatabase, createFilled, within } from '../setup/database.ts';
import { debianPrograms, startDebianCluster } from '../setup/debian-cluster.ts';
import { schemaOf } from '../setup/schema.ts';
import { tableSums, withClient } from '../setup/sums.ts';

let client: Client;

beforeAll(async () => {
  const url = await cloneDatabase(inject('cluster'), 'template_record');
  // As the superuser, who may take keys away for the length of a transaction.
  client = new Client({ connectionString: Object.assign(new URL(inject('cluster').adminUrl), { pathname: new URL(url).pathname }).href });
  await client.connect();
});
afterAll(() => client.end());

const statementsSchema = z.array(z.object({ statement: z.string() }));

/** The statements that a query over the catalog makes, with full names, because they are made under an empty search_path. */
async function statements(query: string): Promise<string[]> {
  await client.query(`SET search_path = ''`);
  const { rows } = await client.query(query);
  const made = statementsSchema.parse(rows).map(({ statement }) => statement);
  expect(made.length).toBeGreaterThan(0);
  return made;
}

/** What goes wrong in a statement; null where nothing does, or where a rule of the record refuses it, which is then at work. */
async function trouble(statement: string): Promise<string | null> {
  await client.query('SAVEPOINT before');
  try {
    await client.query(statement);
    await client.query('SET CONSTRAINTS ALL IMMEDIATE');
    await client.query('SET CONSTRAINTS ALL DEFERRED');
    await client.query('RELEASE before');
    return null;
  } catch (error) {
    await client.query('ROLLBACK TO before');
    if (error instanceof DatabaseError && (error.code === '23514' || error.code === '42501')) return null;
    return `${statement}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

const tables = `SELECT c.oid, format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'public' AND c.relkind = 'r'`;

test('every constraint holds for every row', async () => {
  const checks = await statements(
    `SELECT format('SELECT 1 FROM %s WHERE NOT (%s)', t.name, pg_get_expr(k.conbin, k.conrelid)) AS statement
     FROM (${tables}) t JOIN pg_constraint k ON k.conrelid = t.oid WHERE k.contype = 'c'`,
  );
  for (const check of checks) expect((await client.query(check)).rowCount, check).toBe(0);
});

test('every index is made anew', async () => {
  for (const statement of await statements(`SELECT 'REINDEX TABLE ' || t.name AS statement FROM (${tables}) t`))
    await client.query(statement);
});

test('every view says the same as elsewhere', async () => {
  const views = await statements(
    `SELECT format('SELECT md5(string_agg(v::text, '''' ORDER BY v::text)) AS sum FROM %I.%I v', schemaname, viewname) AS statement
     FROM pg_views WHERE schemaname = 'public'`,
  );
  for (const view of views) {
    await client.query('SET search_path = public');
    const { rows: usual } = await client.query(view);
    await client.query(`SET search_path = ''`);
    expect((await client.query(view)).rows, view).toEqual(usual);
  }
});

test('every trigger runs, whether rows are changed, removed or added', async () => {
  const keys = await statements(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', t.name, k.conname) AS statement
     FROM (${tables}) t JOIN pg_constraint k ON k.conrelid = t.oid WHERE k.contype = 'f'`,
  );
  const changes = await statements(
    `SELECT unnest(ARRAY[
        format('CREATE TEMPORARY TABLE %I AS SELECT * FROM %s', 'copy_' || t.oid, t.name),
        format('UPDATE %s SET %I = %2$I', t.name, a.attname),
        format('DELETE FROM %s', t.name),
        format('INSERT INTO %s SELECT * FROM pg_temp.%I ON CONFLICT DO NOTHING', t.name, 'copy_' || t.oid)]) AS statement
     FROM (${tables}) t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = 1
     WHERE EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = t.oid AND NOT g.tgisinternal)`,
  );
  await client.query('BEGIN');
  try {
    for (const key of keys) await client.query(key);
    const troubles = [];
    for (const change of changes) troubles.push(await trouble(change));
    expect(troubles.filter((what) => what !== null)).toEqual([]);
  } finally {
    await client.query('ROLLBACK');
  }
});

const programs = debianPrograms;
if (programs === null)
  console.error('\nNOT RUN: pg_dump and pg_restore are tried only where PostgreSQL is installed (apt-get install postgresql)\n');
else
  test('pg_dump and pg_restore carry every table into a fresh cluster, byte for byte', async () => {
    const from = await startDebianCluster(programs);
    const to = await startDebianCluster(programs);
    try {
      const url = within(from.ownerUrl, await createFilled(from, 'parley', 'template_record'));
      const dump = execFileSync(join(programs, 'pg_dump'), ['--format=custom', url], { maxBuffer: 2 ** 30 });
      const target = within(to.ownerUrl, await createDatabase(to, 'parley'));
      execFileSync(join(programs, 'pg_restore'), ['--exit-on-error', '--single-transaction', `--dbname=${target}`], { input: dump });
      const sums = await withClient(url, tableSums);
      expect(sums['public."Event"']).toMatch(/^[1-9]\d+ /);
      expect(await withClient(target, tableSums)).toEqual(sums);
      expect(await schemaOf(target)).toEqual(await schemaOf(url));
    } finally {
      await from.stop();
      await to.stop();
    }
  });
