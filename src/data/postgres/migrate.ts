import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { type MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm';
import { Client, Pool } from 'pg';
import { z } from 'zod';
import { refuseRiskySettings } from './durability.ts';
import { type MigrationStamp, replaceFirstHistory } from './first-history.ts';
import { grantApplication } from './grants.ts';

const migrationsFolder = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));

/** Migrations that could not be applied. The message is one line and names the migration. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/** The migrations on disk, in the form that Prisma's schema engine takes. */
export function readMigrations(folder: string = migrationsFolder): MigrationList {
  const names = readdirSync(folder)
    .filter((name) => statSync(join(folder, name)).isDirectory())
    .sort();
  return {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: readFileSync(join(folder, 'migration_lock.toml'), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: readFileSync(join(folder, name, 'migration.sql'), 'utf8') } },
    })),
  };
}

/** A migration that this Parley has: its name, its text and the checksum that Prisma keeps of it. */
export interface KnownMigration extends MigrationStamp {
  readonly text: string;
}

/** The migrations with their texts and the checksums that Prisma keeps of them, in order. */
export function migrationsOnDisk({ migrationDirectories }: MigrationList = readMigrations()): KnownMigration[] {
  return migrationDirectories.map(({ path, migrationFile: { content } }) => {
    if (content.tag === 'error') throw new MigrationError(`migration ${path} cannot be read: ${content.value}`);
    return { name: path, text: content.value, checksum: createHash('sha256').update(content.value).digest('hex') };
  });
}

// Any constant will do, as long as every Parley takes the same: two processes that start at once migrate one after the other.
const migrationLock = 7_262_539_021;

/** Waits until no other process migrates or restores; the lock goes with the connection. */
export async function holdMigrationLock(client: Client): Promise<void> {
  await client.query('SELECT pg_advisory_lock($1)', [migrationLock]);
}

async function underLock<T>(databaseUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await holdMigrationLock(client);
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Prisma's adapter cuts a script at every semicolon, which breaks function bodies and leaves half a migration behind when one
 * statement fails. Sent whole, PostgreSQL runs it as one transaction.
 */
class WholeScripts extends PrismaPg {
  /** The first statement error, as PostgreSQL put it: the engine's own message hides it in a trace. */
  failure: Error | null = null;

  override async connect() {
    const adapter = await super.connect();
    const pool = adapter.underlyingDriver();
    adapter.executeScript = async (script) => {
      try {
        await pool.query(script);
      } catch (error) {
        this.failure ??= error instanceof Error ? error : new Error(String(error));
        throw error;
      }
    };
    return adapter;
  }
}

function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').trim();
}

const namesSchema = z.array(z.object({ name: z.string() }));

/** The names of the migrations that were applied and not rolled back. None where the database is bare. */
async function appliedNames(client: Client): Promise<readonly string[]> {
  const { rowCount } = await client.query(`SELECT FROM pg_tables WHERE schemaname = 'public' AND tablename = '_prisma_migrations'`);
  if (rowCount === 0) return [];
  const { rows } = await client.query(
    'SELECT migration_name AS name FROM public._prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY 1',
  );
  return namesSchema.parse(rows).map(({ name }) => name);
}

/** What would have to be done to a database before it can be used. */
export interface MigrationState {
  /** Whether nothing was ever applied. */
  readonly isBare: boolean;
  /** The migrations that it lacks, in order. */
  readonly lacking: readonly string[];
}

/** Which migrations a database lacks. */
export async function readMigrationState(databaseUrl: string): Promise<MigrationState> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const applied = await appliedNames(client);
    return {
      isBare: applied.length === 0,
      lacking: migrationsOnDisk()
        .map(({ name }) => name)
        .filter((name) => !applied.includes(name)),
    };
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function refuseNewer(client: Client, known: readonly KnownMigration[]): Promise<void> {
  const names = new Set(known.map(({ name }) => name));
  const unknown = (await appliedNames(client)).find((name) => !names.has(name));
  if (unknown !== undefined)
    throw new MigrationError(
      `the database was made by a newer Parley (it has the migration ${unknown}, which this one does not know): nothing was changed; start that Parley or a newer one`,
    );
}

/**
 * Applies every migration that the database lacks, with Prisma's own engine and history table (`_prisma_migrations`), so that
 * `prisma migrate deploy` and this function can take turns. Nothing is downloaded: the engine is the WebAssembly build.
 *
 * @param databaseUrl its address as its owner
 * @param application the role that the application connects as, which is given its rights anew
 * @returns the names of the migrations applied now
 * @throws DurabilityError where PostgreSQL is set to lose what it acknowledged
 * @throws MigrationError where the database is of a newer Parley, and when one fails; what it did is rolled back with it, and the next call tries it again
 */
export async function migrate(databaseUrl: string, application?: string): Promise<string[]> {
  const applied = await applyMigrations(databaseUrl);
  if (application !== undefined) await grantApplication(databaseUrl, application);
  return applied;
}

function applyMigrations(databaseUrl: string): Promise<string[]> {
  const migrationsList = readMigrations();
  return underLock(databaseUrl, async (client) => {
    await refuseRiskySettings(client);
    const known = migrationsOnDisk(migrationsList);
    try {
      await replaceFirstHistory(client, known);
    } catch (error) {
      throw new MigrationError(oneLine(error));
    }
    await refuseNewer(client, known);
    // A pool of our own, because the engine never closes the one it would make, nor gives back its lock before.
    const pool = new Pool({ connectionString: databaseUrl, connectionTimeoutMillis: 5000 });
    pool.on('error', () => undefined);
    const scripts = new WholeScripts(pool);
    const engine = await SchemaEngine.new({ datamodels: undefined }, () => undefined, bindMigrationAwareSqlAdapterFactory(scripts));
    const filters = { externalTables: [], externalEnums: [] };
    try {
      const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters });
      return appliedMigrationNames;
    } catch (error) {
      if (scripts.failure === null) throw new MigrationError(`the migrations could not be applied: ${oneLine(error)}`);
      const failed = await pool.query<{ migration_name: string }>(
        'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL',
      );
      for (const { migration_name: migrationName } of failed.rows) await engine.markMigrationRolledBack({ migrationName });
      const name = failed.rows[0]?.migration_name ?? 'unknown';
      throw new MigrationError(`migration ${name} failed and was rolled back: ${oneLine(scripts.failure)}`);
    } finally {
      engine.free();
      await pool.end();
    }
  });
}
