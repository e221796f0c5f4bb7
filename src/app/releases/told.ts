import { readArchive, readCorrectionsIn, readCounts, readRange, readRelease } from '#data/release/read.ts';
import type { ReadTx } from '#data/transaction.ts';
import { mostCorrections, type ReleaseTold } from '#http/contracts/release.ts';
import { filesInArchive } from '#http/release/package.ts';

/** Everything that is told of a release, or of the latest; null where there is none. */
export async function readReleaseTold(tx: ReadTx, id: string): Promise<ReleaseTold | null> {
  const release = await readRelease(tx, id);
  if (release === null) return null;
  const { previous, range } = await readRange(tx, release);
  return {
    release,
    previous,
    range,
    counts: await readCounts(tx, range),
    corrections: await readCorrectionsIn(tx, range, mostCorrections),
    files: filesInArchive(await readArchive(tx, release)),
  };
}
