import { readdirSync, readFileSync } from 'node:fs';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { SchemaEngine } from '@prisma/schema-engine-wasm';
import { Client } from 'pg';
import { expect, inject, test } from 'vitest';
import { z } from 'zod';
import { cloneDatabase, createDatabase, within } from '../setup/database.ts';

const folder = new URL('../../prisma/', import.meta.url);

/** The model as Prisma reads it: the schema and every file of models. */
const files = ['schema.prisma', ...readdirSync(new URL('models/', folder)).map((name) => `models/${name}`)].map((path) => ({
  path,
  content: readFileSync(new URL(path, folder), 'utf8'),
}));

/** What Prisma would create for the schema. */
async function schemaAsSql(connectionString: string): Promise<string> {
  const factory = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString }));
  const engine = await SchemaEngine.new({ datamodels: undefined }, () => undefined, factory);
  try {
    const { stdout } = await engine.diff({
      from: { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return stdout ?? '';
  } finally {
    engine.free();
  }
}

const itemsSchema = z.array(z.object({ item: z.string() }));

/** Every table, column, key, index and enumeration of a database, in a line each. Collations, checks and triggers are not the schema's to say. */
async function shapeOf(connectionString: string, before = ''): Promise<string[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(before);
    const { rows } = await client.query(`
      SELECT format('column %s.%s %s%s', table_name, column_name, udt_name, CASE is_nullable WHEN 'NO' THEN ' NOT NULL' ELSE '' END)
        || coalesce(' DEFAULT ' || column_default, '') AS item
      FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
      UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
      UNION ALL SELECT format('key %s on %s: %s', conname, conrelid::regclass, pg_get_constraintdef(oid)) FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'f')
      UNION ALL SELECT format('enum %s: %s', typname, string_agg(enumlabel, ', ' ORDER BY enumsortorder))
      FROM pg_type JOIN pg_enum ON enumtypid = pg_type.oid GROUP BY typname`);
    return itemsSchema
      .parse(rows)
      .map(({ item }) => item)
      .filter((item) => !item.includes('_prisma_migrations'))
      .toSorted();
  } finally {
    await client.end();
  }
}

/** Indexes that Prisma's schema has no words for: over part of a table, or by trigrams. Views are not the schema's to say either. */
const unsaid =
  /Event_ahead_idx|Change_(taken_back|moves_deal|corrections)_idx|SearchEntry_(events|things)_words_idx|SearchWord_word_trgm_idx/;

test('the migrations make the tables, columns, keys, indexes and enumerations of the schema, and no others', async () => {
  const cluster = inject('cluster');
  const bare = within(cluster.ownerUrl, await createDatabase(cluster, 'test_schema_alone'));
  const wanted = await shapeOf(bare, await schemaAsSql(bare));
  const made = await shapeOf(await cloneDatabase(cluster, 'template_empty'));
  expect(made.filter((item) => !unsaid.test(item))).toEqual(wanted);
  expect(made.filter((item) => unsaid.test(item))).toHaveLength(7);
  expect(made.length).toBeGreaterThan(300);
});
