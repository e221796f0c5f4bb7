import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { type MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm';
import { Client, Pool } from 'pg';
import { type MigrationStamp, replaceFirstHistory } from './first-history.ts';

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

/** The names of migrations with the checksums that Prisma keeps of them. */
function stampsOf({ migrationDirectories }: MigrationList): MigrationStamp[] {
  return migrationDirectories.map(({ path, migrationFile: { content } }) => {
    if (content.tag === 'error') throw new MigrationError(`migration ${path} cannot be read: ${content.value}`);
    return { name: path, checksum: createHash('sha256').update(content.value).digest('hex') };
  });
}

// Any constant will do, as long as every Parley takes the same: two processes that start at once migrate one after the other.
const migrationLock = 7_262_539_021;

async function underLock<T>(databaseUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock]);
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

/**
 * Applies every migration that the database lacks, with Prisma's own engine and history table (`_prisma_migrations`), so that
 * `prisma migrate deploy` and this function can take turns. Nothing is downloaded: the engine is the WebAssembly build.
 *
 * @returns the names of the migrations applied now
 * @throws MigrationError when one fails; what it did is rolled back with it, and the next call tries it again
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const migrationsList = readMigrations();
  return underLock(databaseUrl, async (client) => {
    try {
      await replaceFirstHistory(client, stampsOf(migrationsList));
    } catch (error) {
      throw new MigrationError(oneLine(error));
    }
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
