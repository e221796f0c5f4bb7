import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { z } from 'zod';
import { refuseRiskySettings } from '../postgres/durability.ts';
import { inPlaceOfFirst, writeHistory } from '../postgres/first-history.ts';
import { holdMigrationLock, type KnownMigration, migrate, migrationsOnDisk } from '../postgres/migrate.ts';
import { BackupError, type BackupHeader, type BackupSummary, type BackupTable, RowSum, readBackup, type TableSum } from './file.ts';
import { type BackupProgress, backupTables, copyRows, copySettings, copyTarget } from './write.ts';

/** What was restored, and the migrations that the database was brought to since. */
export interface RestoreResult extends BackupSummary {
  readonly migrated: readonly string[];
}

/** The migrations of a backup with their texts, in order. */
function migrationsOf({ migrations, parley }: BackupHeader): readonly KnownMigration[] {
  const current = migrationsOnDisk();
  const known = new Map(current.map((migration) => [migration.name, migration]));
  return inPlaceOfFirst(migrations, current).map(({ name, checksum }) => {
    const migration = known.get(name);
    if (migration === undefined || migration.checksum !== checksum)
      throw new BackupError(
        `the backup was made by another Parley (${parley}), which has a migration ${name} that this one does not know: restore it with that one, or a newer one`,
      );
    return migration;
  });
}

const filledSchema = z.tuple([z.object({ filled: z.boolean() })]);

async function refuseUnlessEmpty(client: Client): Promise<void> {
  for (const { schema, name } of await backupTables(client)) {
    if (name === '_prisma_migrations') continue;
    const table = `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(name)}`;
    const [{ filled }] = filledSchema.parse((await client.query(`SELECT EXISTS (SELECT FROM ${table}) AS filled`)).rows);
    if (filled)
      throw new BackupError(`the database is not empty (${schema}.${name} has rows): nothing was restored; restore into an empty one`);
  }
}

/** Takes everything out of an empty database that migrations made, so that the backup's own migrations can be applied. */
const makeBare = `
  DO $$
  BEGIN
    EXECUTE (SELECT coalesce(string_agg(s.statement, ';' ORDER BY s.step), '') FROM (
      SELECT 2 AS step, format('DROP TABLE IF EXISTS public.%I CASCADE', c.relname) AS statement FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      UNION ALL SELECT 3, format('DROP ROUTINE IF EXISTS %s CASCADE', p.oid::regprocedure) FROM pg_proc p
      WHERE p.pronamespace = 'public'::regnamespace AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
      UNION ALL SELECT 4, format('DROP TYPE IF EXISTS public.%I CASCADE', t.typname) FROM pg_type t
      WHERE t.typnamespace = 'public'::regnamespace AND t.typtype = 'e'
      UNION ALL SELECT 5, format('DROP TEXT SEARCH CONFIGURATION IF EXISTS public.%I CASCADE', g.cfgname) FROM pg_ts_config g
      WHERE g.cfgnamespace = 'public'::regnamespace
    ) s);
  END
  $$`;

/** The table in which Prisma's engine keeps what was applied, as that engine makes it. */
const historyTable = `CREATE TABLE public._prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL, logs TEXT,
  rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

const statementsSchema = z.array(z.object({ before: z.string(), after: z.string() }));

/**
 * Takes away what would be checked or kept up row by row: references and indexes, which are made anew over all rows at once, and
 * triggers, which ran when the rows came about. Owning the tables suffices for it.
 *
 * @returns the statements that bring it back, which check every reference anew
 */
async function postpone(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query(`
    SELECT 1 AS step, format('ALTER TABLE %s DROP CONSTRAINT %I', k.conrelid::regclass, k.conname) AS before,
      format('ALTER TABLE %s ADD CONSTRAINT %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) AS after
    FROM pg_constraint k WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace AND k.conparentid = 0
    UNION ALL SELECT 2, format('DROP INDEX %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE c.relnamespace = 'public'::regnamespace AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)
    UNION ALL SELECT 3, format('ALTER TABLE %s DISABLE TRIGGER %I', t.tgrelid::regclass, t.tgname),
      format('ALTER TABLE %s ENABLE %s TRIGGER %I', t.tgrelid::regclass, CASE t.tgenabled WHEN 'A' THEN 'ALWAYS' WHEN 'R' THEN 'REPLICA' ELSE '' END, t.tgname)
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal AND t.tgenabled <> 'D'
    ORDER BY step`);
  const statements = statementsSchema.parse(rows);
  for (const { before } of statements) await client.query(before);
  return statements.map(({ after }) => after).toReversed();
}

async function readBack(client: Client, table: BackupTable, isPartitioned: boolean): Promise<TableSum> {
  const sum = new RowSum();
  for await (const chunk of copyRows(client, table, isPartitioned)) sum.add(chunk);
  return sum.end();
}

/** Everything within the one transaction. */
async function fill(client: Client, path: string, progress: BackupProgress): Promise<BackupSummary> {
  await refuseUnlessEmpty(client);
  let after: readonly string[] = [];
  let migrations: readonly KnownMigration[] = [];
  const isPartitioned = new Map<string, boolean>();
  const summary = await readBackup(path, {
    header: async (header) => {
      migrations = migrationsOf(header);
      progress(
        `a backup of ${header.takenAt}, by Parley ${header.parley} on PostgreSQL ${header.postgresql}, ${migrations.length} migrations`,
      );
      await client.query(makeBare);
      await client.query(historyTable);
      // Migrations say names without their schema.
      await client.query('SET LOCAL search_path = public');
      for (const { text } of migrations) await client.query(text);
      await client.query(copySettings);
      after = await postpone(client);
      for (const { schema, name, partitioned } of await backupTables(client)) isPartitioned.set(`${schema}.${name}`, partitioned);
    },
    table: async (table, rows) => {
      await pipeline(rows, client.query(copyFrom(`COPY ${copyTarget(client, table)} FROM STDIN`)));
    },
    tableEnd: async (table, sum) => progress(`${table.schema}.${table.name}: ${sum.rows} rows`),
    sequences: async (sequences) => {
      for (const { schema, name, value, isCalled } of sequences)
        await client.query('SELECT setval($1::regclass, $2, $3)', [
          `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(name)}`,
          value,
          isCalled,
        ]);
    },
  });
  progress('Checking what was written');
  for (const statement of after) await client.query(statement);
  for (const table of summary.tables) {
    const name = `${table.schema}.${table.name}`;
    const written = await readBack(client, table, isPartitioned.get(name) ?? false);
    if (written.rows !== table.rows || written.sha256 !== table.sha256)
      throw new BackupError(`nothing was restored: ${name} read back has another checksum than ${path} says`);
  }
  if (summary.header.migrations.some(({ name }) => !migrations.some((migration) => migration.name === name)))
    await writeHistory(client, migrations);
  return summary;
}

/**
 * Brings back what {@link backup} wrote, all of it or nothing, into a database that is bare or migrated but empty; then applies what
 * migrations the backup did not have. Before it is committed every table is read back and held against the checksums of the file.
 *
 * The role of the address has to own the database.
 *
 * @throws BackupError where the database is not empty, the file is damaged or by a newer Parley, or what was written is not what it says
 */
export async function restore(databaseUrl: string, path: string, progress: BackupProgress = () => undefined): Promise<RestoreResult> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5000, application_name: 'parley-restore' });
  client.on('error', () => undefined);
  await client.connect();
  let summary: BackupSummary;
  try {
    await holdMigrationLock(client);
    await refuseRiskySettings(client);
    await client.query('BEGIN');
    await client.query(copySettings);
    summary = await fill(client, path, progress);
    await client.query('COMMIT');
    await client.query('ANALYZE');
  } finally {
    // A transaction that was not committed ends with its connection.
    await client.end().catch(() => undefined);
  }
  return { ...summary, migrated: await migrate(databaseUrl) };
}
