import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { inject } from 'vitest';
import { z } from 'zod';
import { createDatabase, within } from './database.ts';
import { withClient } from './sums.ts';

const itemsSchema = z.array(z.object({ item: z.string() }));

/** Everything that migrations make, in a line each. */
export function schemaOf(url: string): Promise<string[]> {
  return withClient(url, async (client) => {
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

interface Migration {
  readonly name: string;
  readonly text: string;
}

const firstFolder = new URL('../fixtures/history-of-november/', import.meta.url);

/** The migrations of Parley's first days. */
export const firstMigrations: readonly Migration[] = readdirSync(firstFolder)
  .filter((name) => !name.includes('.'))
  .toSorted()
  .map((name) => ({ name, text: readFileSync(new URL(`${name}/migration.sql`, firstFolder), 'utf8') }));

/** A database as an older Parley left it, which had these migrations. */
export async function databaseOf(name: string, migrations: readonly Migration[]): Promise<string> {
  const url = within(inject('cluster').ownerUrl, await createDatabase(inject('cluster'), name));
  await withClient(url, async (client) => {
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
