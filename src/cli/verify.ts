import type { Database } from '#data/client.ts';
import { type Verification, verifyRecord } from '#data/record/verify.ts';
import { releaseArchive } from '#http/release/package.ts';
import { withDatabase } from './with-database.ts';

/** A record that is not what its log says. The differences have been printed. */
export class UnverifiedError extends Error {
  override readonly name = 'UnverifiedError';
}

function printVerification({ part, extent, difference }: Verification): void {
  console.log(`${part.padEnd(10)} ${extent}${difference === null ? ', as the log says' : `: ${difference}`}`);
}

/**
 * Holds the record against its log and prints what came of each part.
 *
 * @throws UnverifiedError where something differs
 */
export async function printVerified(database: Database): Promise<void> {
  if (!(await verifyRecord(database, releaseArchive, printVerification)))
    throw new UnverifiedError(
      'the record is not what its log says; where the log itself holds, parley rebuild makes the tables anew from it',
    );
}

/** `parley verify`: checks the whole record against its log, and fails where something differs. */
export async function verifyCommand(): Promise<void> {
  await withDatabase(printVerified);
  console.log('the record is what its log says');
}
