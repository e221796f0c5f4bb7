import { expect, inject, test } from 'vitest';
import { z } from 'zod';
import { migrate, readMigrations } from '../../src/data/postgres/migrate.ts';
import { cloneDatabase } from '../setup/database.ts';
import { databaseOf, firstMigrations, schemaOf } from '../setup/schema.ts';
import { withClient } from '../setup/sums.ts';

const namesSchema = z.array(z.object({ migration_name: z.string() }));

test('a database of the first days goes on with what it holds, and is the same as one that is made today', async () => {
  const url = await databaseOf('test_first_history', firstMigrations);
  await withClient(url, (client) =>
    client.query(`INSERT INTO "Union" ("slug", "name", "abbreviation", "summary") VALUES ('a-union', 'A Union', 'AU', 'Of a test.')`),
  );
  const applied = await migrate(url);
  const today = readMigrations().migrationDirectories.map(({ path }) => path);
  expect(applied).toEqual(today.slice(4));
  expect(await migrate(url)).toEqual([]);
  await withClient(url, async (client) => {
    const { rows: history } = await client.query('SELECT migration_name FROM _prisma_migrations ORDER BY migration_name');
    expect(namesSchema.parse(history).map(({ migration_name }) => migration_name)).toEqual(today);
    expect((await client.query('SELECT 1 FROM "Union" WHERE "slug" = $1', ['a-union'])).rowCount).toBe(1);
  });
  expect(await schemaOf(url)).toEqual(await schemaOf(await cloneDatabase(inject('cluster'), 'template_empty')));
});

test('a database that stopped half way in the first days is left as it is, and told how to go on', async () => {
  const url = await databaseOf('test_half_history', firstMigrations.slice(0, 5));
  await expect(migrate(url)).rejects.toThrow(/start that version .* on it once, then this one/);
  await withClient(url, async (client) => {
    const { rows } = await client.query('SELECT migration_name FROM _prisma_migrations ORDER BY migration_name');
    expect(namesSchema.parse(rows).map(({ migration_name }) => migration_name)).toEqual(
      firstMigrations.slice(0, 5).map(({ name }) => name),
    );
  });
});
