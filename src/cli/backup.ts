import { type BackupSummary, readBackup } from '#data/backup/file.ts';
import { restore } from '#data/backup/restore.ts';
import { backup } from '#data/backup/write.ts';
import { grantApplication } from '#data/postgres/grants.ts';
import { withDatabaseUrl } from './with-database.ts';

interface BackupOptions {
  readonly verify?: true;
}

function say(message: string): void {
  console.log(`parley: ${message} …`);
}

/** Reads a backup and says what is in it. */
async function verify(path: string): Promise<void> {
  const { header, tables, rows, sha256 }: BackupSummary = await readBackup(path);
  console.log(`taken at   ${header.takenAt}, by Parley ${header.parley} on PostgreSQL ${header.postgresql}`);
  console.log(`migrations ${header.migrations.length}, the last ${header.migrations.at(-1)?.name ?? 'none'}`);
  for (const table of tables) console.log(`table      ${table.schema}.${table.name}: ${table.rows} rows, SHA-256 ${table.sha256}`);
  console.log(`whole: ${tables.length} tables, ${rows} rows, SHA-256 ${sha256}`);
}

/**
 * `parley backup`: writes the whole database as one file; with `--verify` reads one.
 *
 * @throws BackupError where it cannot
 */
export async function backupCommand(path: string, options: BackupOptions): Promise<void> {
  if (options.verify === true) return verify(path);
  const { tables, rows, size } = await withDatabaseUrl(({ ownerUrl }) => backup(ownerUrl, path, { progress: say }));
  console.log(`backed up ${tables.length} tables, ${rows} rows, in ${size} bytes: ${path}`);
}

/**
 * `parley restore`: brings a backup back into an empty database; with `--verify` reads it alone.
 *
 * @throws BackupError where it cannot, and nothing was restored
 */
export async function restoreCommand(path: string, options: BackupOptions): Promise<void> {
  if (options.verify === true) return verify(path);
  const { tables, rows, migrated } = await withDatabaseUrl(async ({ url, ownerUrl }) => {
    const restored = await restore(ownerUrl, path, say);
    await grantApplication(ownerUrl, decodeURIComponent(new URL(url).username));
    return restored;
  });
  const since = migrated.length === 0 ? '' : `, then migrated (${migrated.join(', ')})`;
  console.log(`restored ${tables.length} tables, ${rows} rows; every table read back has the checksum of the backup${since}`);
}
