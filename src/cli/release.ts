import { writeFileSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import { readArchive } from '#data/release/read.ts';
import { makeAgain, makeRelease, ReleaseError } from '#data/release/write.ts';
import { readTransaction } from '#data/transaction.ts';
import { type Release, releaseIdSchema } from '#domain/release/release.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { givenOrigin } from '#env';
import { releaseArchive } from '#http/release/package.ts';
import { now } from '#live/clock.ts';
import { withDatabase } from './with-database.ts';

/** The option `--verify` or `--id`. */
export function parseReleaseId(text: string): string {
  if (text !== 'latest' && !releaseIdSchema.safeParse(text).success)
    throw new InvalidArgumentError('Expected the id of a release, such as 2026-11-25 or 2026-11-25.2, or latest.');
  return text;
}

/**
 * `parley release`: makes a release. With `--verify`: makes the archive of one again from the log.
 *
 * @throws ReleaseError where it cannot be made, or an archive made again is not the one that was given out
 */
export async function releaseCommand({ id, out }: { readonly id?: string; readonly out?: string }): Promise<void> {
  await withDatabase(async (database) => {
    if (id === undefined) {
      const release = await makeRelease(database, { date: resolveAsOf(undefined, now()), origin: givenOrigin(), compose: releaseArchive });
      if (out !== undefined) writeFileSync(out, await readTransaction(database, (tx) => readArchive(tx, release)));
      console.log(`released ${summaryOf(release)}`);
      return;
    }
    const { release, archive, checksum } = await makeAgain(database, id, releaseArchive);
    if (out !== undefined) writeFileSync(out, archive);
    if (checksum !== release.checksum)
      throw new ReleaseError(
        `made again, release ${release.id} has the checksum ${checksum}, not ${release.checksum}: this Parley writes archives otherwise than the one that made it`,
      );
    console.log(`made again, byte for byte: ${summaryOf(release)}`);
  });
}

function summaryOf({ id, seq, size, checksum }: Release): string {
  return `${id}, up to change ${seq}: ${size} bytes, SHA-256 ${checksum}`;
}
