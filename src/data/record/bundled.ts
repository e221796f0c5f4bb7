import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Database } from '../client.ts';
import { readRecordFiles } from './files.ts';
import { type ImportResult, InvalidRecordError, importRecord } from './import.ts';

/** Who the log says put the record that comes with Parley on record. */
export const bundledActor = 'bundled record';

/** The folder of the record that comes with Parley. */
export const bundledRecordFolder = fileURLToPath(new URL('../../../prisma/record', import.meta.url));

const reason = 'The record that comes with Parley was corrected.';

/**
 * Loads the record that comes with Parley, once for each version of it. What others have corrected or retracted since is left as it is.
 *
 * @returns what was loaded; null where this version was loaded before
 */
export async function loadBundledRecord(database: Database, folder = bundledRecordFolder): Promise<ImportResult | null> {
  const { files, checksum } = readBundledRecord(folder);
  if ((await database.recordLoad.findUnique({ where: { checksum } })) !== null) return null;
  const result = await importRecord(database, files, { actor: bundledActor, reason, onlyOwn: true });
  await database.recordLoad.create({ data: { checksum } });
  return result;
}

/** Leaves the record that comes with Parley out of a database: a start takes it for loaded. */
export async function passOverBundledRecord(database: Database): Promise<void> {
  await database.recordLoad.create({ data: { checksum: readBundledRecord(bundledRecordFolder).checksum } });
}

function readBundledRecord(folder: string) {
  const { files, problems } = readRecordFiles(folder);
  if (problems.length > 0) throw new InvalidRecordError(problems);
  return { files, checksum: createHash('sha256').update(JSON.stringify(files)).digest('hex') };
}
