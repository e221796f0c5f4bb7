import { migrate } from '#data/postgres/migrate.ts';
import { withDatabaseUrl } from './with-database.ts';

/** `parley migrate`. */
export async function migrateCommand(): Promise<void> {
  const applied = await withDatabaseUrl(migrate);
  console.log(applied.length === 0 ? 'nothing to migrate' : `applied ${applied.join(', ')}`);
}
