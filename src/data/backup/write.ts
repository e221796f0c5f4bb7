import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { z } from 'zod';
import {
  BackupError,
  type BackupHeader,
  type BackupSequence,
  type BackupTable,
  endOfRows,
  formatVersion,
  RowSum,
  type TableSum,
} from './file.ts';

/** Told what is being done, a table at a time. */
export type BackupProgress = (message: string) => void;

/** What text COPY writes depends on these. */
export const copySettings = `SET LOCAL datestyle = 'ISO'; SET LOCAL intervalstyle = 'postgres'; SET LOCAL timezone = 'UTC';
  SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; SET LOCAL synchronize_seqscans = off; SET LOCAL statement_timeout = 0;
  SET LOCAL lock_timeout = 0; SET LOCAL search_path = pg_catalog; SET LOCAL jit = off`;

const tablesSchema = z.array(z.object({ schema: z.string(), name: z.string(), partitioned: z.boolean(), columns: z.array(z.string()) }));

/** The tables of a backup: all of Parley's. */
export async function backupTables(client: Client): Promise<z.infer<typeof tablesSchema>> {
  const { rows } = await client.query(`
    SELECT n.nspname AS schema, c.relname AS name, c.relkind = 'p' AS partitioned,
      (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence = 'p'
      AND n.nspname = 'public'
    ORDER BY c.relname COLLATE "C"`);
  return tablesSchema.parse(rows);
}

/** A table's name and columns as they are written in a statement. */
export function copyTarget(client: Client, { schema, name, columns }: BackupTable): string {
  return `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(name)} (${columns.map((column) => client.escapeIdentifier(column)).join(', ')})`;
}

/** The rows of a table in COPY's text format, in the order in which they lie in it. */
export function copyRows(client: Client, table: BackupTable, partitioned: boolean): AsyncIterable<Buffer> {
  const names = table.columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const source = partitioned
    ? `(SELECT ${names} FROM ${client.escapeIdentifier(table.schema)}.${client.escapeIdentifier(table.name)})`
    : copyTarget(client, table);
  return client.query(copyTo(`COPY ${source} TO STDOUT`));
}

/** The version of this Parley. */
const { version: parleyVersion } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')));

const historySchema = z.array(z.object({ name: z.string(), checksum: z.string() }));
const sequencesSchema = z.array(z.object({ schema: z.string(), name: z.string() }));
const standSchema = z.tuple([z.object({ value: z.string(), isCalled: z.boolean() })]);
const versionSchema = z.tuple([z.object({ takenAt: z.string(), version: z.string(), history: z.string().nullable() })]);

async function readHeader(client: Client): Promise<BackupHeader> {
  const [{ takenAt, version, history }] = versionSchema.parse(
    (
      await client.query(
        `SELECT to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "takenAt", current_setting('server_version') AS version, to_regclass('public._prisma_migrations')::text AS history`,
      )
    ).rows,
  );
  if (history === null) throw new BackupError('there is no Parley in this database: nothing to back up');
  const { rows: migrations } = await client.query(
    `SELECT migration_name AS name, checksum FROM public._prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name COLLATE "C"`,
  );
  return {
    parleyBackup: formatVersion,
    parley: parleyVersion,
    postgresql: version,
    takenAt,
    migrations: historySchema.parse(migrations),
  };
}

async function readSequences(client: Client): Promise<readonly BackupSequence[]> {
  const { rows } = await client.query(
    `SELECT schemaname AS schema, sequencename AS name FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1, 2`,
  );
  const sequences: BackupSequence[] = [];
  for (const { schema, name } of sequencesSchema.parse(rows)) {
    const { rows: stand } = await client.query(
      `SELECT last_value::text AS value, is_called AS "isCalled" FROM ${client.escapeIdentifier(schema)}.${client.escapeIdentifier(name)}`,
    );
    sequences.push({ schema, name, ...standSchema.parse(stand)[0] });
  }
  return sequences;
}

/** What was backed up. */
export interface BackupResult {
  readonly header: BackupHeader;
  readonly tables: readonly (BackupTable & TableSum)[];
  readonly rows: number;
  /** The size of the file, in bytes. */
  readonly size: number;
}

/** How a backup is made. */
export interface BackupOptions {
  readonly progress?: BackupProgress;
  /** A snapshot that another transaction has exported, to back up that moment instead of the present one. */
  readonly snapshot?: string;
}

/**
 * Writes the whole database as one file (docs/backup.md): every table in one snapshot, while others go on reading and writing. The file
 * has its name only once it is whole and on the disk, and can be read by its owner alone, because secrets of webhooks are in it.
 *
 * @throws BackupError where there is a file of that name, or nothing to back up; an Error of the system where it cannot be written
 */
export async function backup(databaseUrl: string, path: string, { progress, snapshot }: BackupOptions = {}): Promise<BackupResult> {
  if (existsSync(path)) throw new BackupError(`${path} exists already: nothing was written; give the backup another name`);
  const unfinished = `${path}.${process.pid}.part`;
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5000, application_name: 'parley-backup' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY`);
    if (snapshot !== undefined) await client.query(`SET TRANSACTION SNAPSHOT ${client.escapeLiteral(snapshot)}`);
    await client.query(copySettings);
    const header = await readHeader(client);
    const gzip = createGzip({ level: 3 });
    const file = createWriteStream(unfinished, { flags: 'w', mode: 0o600, flush: true });
    file.on('error', (error) => gzip.destroy(error));
    gzip.pipe(file);
    const written = finished(file);
    written.catch(() => undefined);
    const hash = createHash('sha256');
    const write = async (piece: Buffer | string) => {
      hash.update(piece);
      if (file.errored !== null) throw file.errored;
      if (!gzip.write(piece)) await Promise.race([once(gzip, 'drain'), written]);
    };
    const line = (content: object) => write(`${JSON.stringify(content)}\n`);
    await line(header);
    const tables: (BackupTable & TableSum)[] = [];
    let rows = 0;
    for (const { partitioned, ...table } of await backupTables(client)) {
      await line({ table });
      const sum = new RowSum();
      for await (const chunk of copyRows(client, table, partitioned)) {
        sum.add(chunk);
        await write(chunk);
      }
      await write(endOfRows);
      const total = sum.end();
      await line(total);
      tables.push({ ...table, ...total });
      rows += total.rows;
      progress?.(`${table.schema}.${table.name}: ${total.rows} rows`);
    }
    await line({ sequences: await readSequences(client) });
    await line({ end: { tables: tables.length, rows, sha256: hash.copy().digest('hex') } });
    gzip.end();
    await written;
    await rename(unfinished, path);
    return { header, tables, rows, size: (await stat(path)).size };
  } finally {
    await client.end().catch(() => undefined);
    await rm(unfinished, { force: true });
  }
}
