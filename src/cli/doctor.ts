import { readRiskySettings } from '#data/postgres/durability.ts';
import { dangerousRights } from '#data/postgres/grants.ts';
import { readDatabaseSize } from '#data/postgres/size.ts';
import { environment } from '#env';
import { printVerified } from './verify.ts';
import { withDatabase, withDatabaseUrl } from './with-database.ts';

/** `parley doctor`: checks what a start needs and what the record claims, one line each, and fails where something is wrong. */
export async function doctor(): Promise<void> {
  const { DATABASE_URL, DATA_DIR } = environment();
  console.log(`node       ${process.version}`);
  console.log(`database   ${DATABASE_URL === undefined ? `embedded, in ${DATA_DIR}` : new URL(DATABASE_URL).host}`);
  await withDatabaseUrl(async ({ url }) => {
    const off = await readRiskySettings(url);
    console.log(
      `durability ${off.length === 0 ? 'what is acknowledged is on the disk' : `${off.join(', ')} off: what is acknowledged may be lost`}`,
    );
    await withDatabase(async (database) => {
      const { version, negotiations, events, changes } = await readDatabaseSize(database);
      console.log(`postgresql ${version}`);
      console.log(`record     ${negotiations} negotiations, ${events} events, ${changes} changes in the log`);
      await printVerified(database);
    });
  });
  const rights = await withDatabaseUrl(({ url }) => dangerousRights(url));
  if (rights.length === 0) console.log('role       the application owns nothing and cannot alter the log');
  else
    console.log(
      `role       warning: the role of DATABASE_URL could alter the log, because ${rights.join(' and ')}; docs/run.md says how to give the application a role of its own`,
    );
  console.log('all is well');
}
