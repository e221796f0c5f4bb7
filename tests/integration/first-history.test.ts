import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { Client } from 'pg';
import { expect, inject, test } from 'vitest';
import { z } from 'zod';
import { migrate, readMigrations } from '../../src/data/postgres/migrate.ts';
import { cloneDatabase, createDatabase } from '../setup/database.ts';

const folder = new URL('../fixtures/history-of-november/', import.meta.url);
const first = readdirSync(folder)
  .filter((name) => !name.includes('.'))
  .toSorted()
  .map((name) => ({ name, text: readFileSync(new URL(`${name}/migration.sql`, folder), 'utf8') }));

async function connect<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A database as Parley made it in its first days, with the first of its migrations. */
async function oldDatabase(name: string, migrations = first): Promise<string> {
  const url = await createDatabase(inject('cluster'), name);
  await connect(url, async (client) => {
    await client.query(`CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz,
      migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(),
      applied_steps_count integer NOT NULL DEFAULT 0)`);
    for (const { name: migration, text } of migrations) {
      await client.query(text);
      await client.query(
        `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES (gen_random_uuid()::text, $1, $2, now(), 1)`,
        [createHash('sha256').update(text).digest('hex'), migration],
      );
    }
  });
  return url;
}

const itemsSchema = z.array(z.object({ item: z.string() }));

/** Everything that migrations make, in a line each. */
function schemaOf(url: string): Promise<string[]> {
  return connect(url, async (client) => {
    const { rows } = await client.query(`
      SELECT format('column %s.%s %s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attcollation, pg_get_expr(d.adbin, d.adrelid)) AS item
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
      UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
      UNION ALL SELECT format('constraint %s on %s: %s', conname, conrelid::regclass, pg_get_constraintdef(oid)) FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace AND contype <> 't'
      UNION ALL SELECT format('trigger %s on %s: %s', tgname, tgrelid::regclass, pg_get_triggerdef(oid)) FROM pg_trigger WHERE NOT tgisinternal
      UNION ALL SELECT format('view %s: %s', viewname, definition) FROM pg_views WHERE schemaname = 'public'
      UNION ALL SELECT format('function %s: %s', proname, pg_get_functiondef(p.oid)) FROM pg_proc p
      WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'parley%'
      UNION ALL SELECT format('enum %s: %s', typname, string_agg(enumlabel, ', ' ORDER BY enumsortorder))
      FROM pg_type JOIN pg_enum ON enumtypid = pg_type.oid GROUP BY typname`);
    return itemsSchema
      .parse(rows)
      .map(({ item }) => item)
      .toSorted();
  });
}

const namesSchema = z.array(z.object({ migration_name: z.string() }));

test('a database of the first days goes on with what it holds, and is the same as one that is made today', async () => {
  const url = await oldDatabase('test_first_history');
  await connect(url, (client) =>
    client.query(`INSERT INTO "Union" ("slug", "name", "abbreviation", "summary") VALUES ('a-union', 'A Union', 'AU', 'Of a test.')`),
  );
  const applied = await migrate(url);
  const today = readMigrations().migrationDirectories.map(({ path }) => path);
  expect(applied).toEqual(today.slice(4));
  expect(await migrate(url)).toEqual([]);
  await connect(url, async (client) => {
    const { rows: history } = await client.query('SELECT migration_name FROM _prisma_migrations ORDER BY migration_name');
    expect(namesSchema.parse(history).map(({ migration_name }) => migration_name)).toEqual(today);
    expect((await client.query('SELECT 1 FROM "Union" WHERE "slug" = $1', ['a-union'])).rowCount).toBe(1);
  });
  expect(await schemaOf(url)).toEqual(await schemaOf(await cloneDatabase(inject('cluster'), 'template_empty')));
});

test('a database that stopped half way in the first days is left as it is, and told how to go on', async () => {
  const url = await oldDatabase('test_half_history', first.slice(0, 5));
  await expect(migrate(url)).rejects.toThrow(/start that version .* on it once, then this one/);
  await connect(url, async (client) => {
    const { rows } = await client.query('SELECT migration_name FROM _prisma_migrations ORDER BY migration_name');
    expect(namesSchema.parse(rows).map(({ migration_name }) => migration_name)).toEqual(first.slice(0, 5).map(({ name }) => name));
  });
});
