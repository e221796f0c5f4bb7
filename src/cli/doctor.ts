import { readDatabaseSize } from '#data/postgres/size.ts';
import { environment } from '#env';
import { withDatabase } from './with-database.ts';

/** `parley doctor`: checks what a start needs, one line each, and fails where something is wrong. */
export async function doctor(): Promise<void> {
  const { DATABASE_URL, DATA_DIR } = environment();
  console.log(`node       ${process.version}`);
  console.log(`database   ${DATABASE_URL === undefined ? `embedded, in ${DATA_DIR}` : new URL(DATABASE_URL).host}`);
  await withDatabase(async (database) => {
    const { version, negotiations, events, changes } = await readDatabaseSize(database);
    console.log(`postgresql ${version}`);
    console.log(`record     ${negotiations} negotiations, ${events} events, ${changes} changes in the log`);
  });
  console.log('all is well');
}
