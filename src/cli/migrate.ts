import { migrateWithBackup, withDatabaseUrl } from './with-database.ts';

/** `parley migrate`. */
export async function migrateCommand(): Promise<void> {
  const applied = await withDatabaseUrl(migrateWithBackup);
  console.log(applied.length === 0 ? 'nothing to migrate' : `applied ${applied.join(', ')}`);
}
