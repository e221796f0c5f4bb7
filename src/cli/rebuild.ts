import { rebuildTables } from '#data/record/rebuild.ts';
import { printVerified } from './verify.ts';
import { withOwnedDatabase } from './with-database.ts';

/** `parley rebuild`: makes the tables of the facts anew from the log, all of them or nothing, and verifies what came of it. */
export async function rebuildCommand(): Promise<void> {
  await withOwnedDatabase(async (database) => {
    const count = await rebuildTables(database, (negotiation) => console.log(`writing ${negotiation}`));
    console.log(`wrote ${count} facts from the log`);
    await printVerified(database);
  });
}
