import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An embedded database that cannot be started. The message is one line and says how to go on. */
export class ClusterError extends Error {
  override readonly name = 'ClusterError';
}

const backupName = /^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}\.\d{3}Z\.backup\.gz$/;

/** Where a data folder keeps its backups. */
export function backupsFolder(dataDirectory: string): string {
  return join(dataDirectory, 'backups');
}

/** The backups that a data folder keeps by itself, as absolute paths, the newest first. */
export function keptBackups(dataDirectory: string): readonly string[] {
  const folder = backupsFolder(dataDirectory);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => backupName.test(name))
    .toSorted()
    .toReversed()
    .map((name) => join(folder, name));
}

/** The major version of the PostgreSQL that made a cluster; null where the folder holds none. */
export function majorVersionIn(folder: string): string | null {
  try {
    return readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Whether a folder holds a cluster that can be started, or nothing at all. Nothing is changed in it, whatever it holds.
 *
 * @param major the major version of the PostgreSQL that is to run it
 * @throws ClusterError where it holds anything else: a cluster of another version, half of one, or something that is none
 */
export function stateOf(dataDirectory: string, folder: string, major: string): 'READY' | 'MISSING' {
  const found = majorVersionIn(folder);
  if (found === null) {
    if (!existsSync(folder) || readdirSync(folder).length === 0) return 'MISSING';
    throw new ClusterError(
      `${folder} holds files but no PG_VERSION, so it is no whole database: nothing was changed; move the folder away, or set DATA_DIR to another`,
    );
  }
  if (found !== major) {
    const [newest] = keptBackups(dataDirectory);
    const first =
      newest === undefined
        ? 'write a backup with the Parley that made it (npm run parley -- backup parley.backup.gz), then DATA_DIR=<a new folder> npm run parley -- restore parley.backup.gz'
        : `DATA_DIR=<a new folder> npm run parley -- restore ${newest}`;
    throw new ClusterError(
      `${folder} is of PostgreSQL ${found}, and this Parley runs PostgreSQL ${major}: nothing was changed; bring the record over with ${first}, and start with that DATA_DIR`,
    );
  }
  if (!existsSync(join(folder, 'global', 'pg_control')))
    throw new ClusterError(
      `${folder} holds a database that is not whole (global/pg_control is missing): nothing was changed; move the folder away and restore a backup from ${backupsFolder(dataDirectory)}`,
    );
  return 'READY';
}

const reasons: readonly (readonly [RegExp, string])[] = [
  [
    /ENOSPC|EDQUOT|EFBIG|SIGXFSZ|No space left on device|Disk quota exceeded|File too large/,
    'the disk is full: free some space, and start again',
  ],
  [/EROFS|Read-only file system/, 'the disk can only be read: mount it for writing, or set DATA_DIR to another folder'],
  [/EACCES|EPERM|Permission denied/, 'this user may not write there: give it the folder, or set DATA_DIR to another'],
];

/** What a failure of the system means for a data folder, in one line; null where it is none that is known. */
export function plainReason(text: string, dataDirectory: string): string | null {
  const known = reasons.find(([pattern]) => pattern.test(text));
  return known === undefined
    ? null
    : `the embedded database in ${dataDirectory} cannot be used: ${known[1]} (${text.replace(/\s+/g, ' ').trim()})`;
}
