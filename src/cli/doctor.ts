import { readRiskySettings } from '#data/postgres/durability.ts';
import { readDatabaseSize } from '#data/postgres/size.ts';
import { environment } from '#env';
import { withDatabase, withDatabaseUrl } from './with-database.ts';

/** `parley doctor`: checks what a start needs, one line each, and fails where something is wrong. */
export async function doctor(): Promise<void> {
  const { DATABASE_URL, DATA_DIR } = environment();
  console.log(`node       ${process.version}`);
  console.log(`database   ${DATABASE_URL === undefined ? `embedded, in ${DATA_DIR}` : new URL(DATABASE_URL).host}`);
  await withDatabaseUrl(async (url) => {
    const off = await readRiskySettings(url);
    console.log(
      `durability ${off.length === 0 ? 'what is acknowledged is on the disk' : `${off.join(', ')} off: what is acknowledged may be lost`}`,
    );
    await withDatabase(async (database) => {
      const { version, negotiations, events, changes } = await readDatabaseSize(database);
      console.log(`postgresql ${version}`);
      console.log(`record     ${negotiations} negotiations, ${events} events, ${changes} changes in the log`);
    });
  });
  console.log('all is well');
}
