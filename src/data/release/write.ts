import { createHash } from 'node:crypto';
import type { Compose, ReleaseFrame } from '#domain/release/content.ts';
import { nextReleaseId, type Release } from '#domain/release/release.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import { readCheckpoint } from '../change/chain.ts';
import { changeChannel } from '../change/write.ts';
import type { Database } from '../client.ts';
import { type ReadTx, type WriteTx, writeTransaction } from '../transaction.ts';
import { readContent, readRange, readRelease } from './read.ts';

/** A release that cannot be made. The message says why, in one line. */
export class ReleaseError extends Error {
  override readonly name = 'ReleaseError';
}

// Any constant will do that is not that of another lock.
const releaseLock = 7_262_539_025;

/**
 * Makes a release of the record as the log holds it now, and keeps it for good. Two that are made at once come one after the other.
 *
 * @param date the day, in the time zone of the talks
 * @param origin the public address, for its citation; null where there is none that others could use
 * @throws ReleaseError where the record is empty, or a release has a later date
 */
export function makeRelease(
  database: Database,
  { date, origin, compose }: { readonly date: CalendarDate; readonly origin: string | null; readonly compose: Compose },
): Promise<Release> {
  return writeTransaction(database, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${releaseLock}::bigint)`;
    return appendRelease(tx, { date, origin, compose });
  });
}

/**
 * Makes the first release where the record that comes with Parley is what the log began with and no release was made yet, so that a new
 * site has something to give.
 *
 * @param firstActor who made the first change of such a log
 * @returns the release; null where none was made
 */
export function makeFirstRelease(
  database: Database,
  firstActor: string,
  how: { readonly date: CalendarDate; readonly origin: string | null; readonly compose: Compose },
): Promise<Release | null> {
  return writeTransaction(database, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${releaseLock}::bigint)`;
    const first = await tx.change.findUnique({ where: { seq: 1 }, select: { actor: true } });
    if (first?.actor !== firstActor || (await readRelease(tx, 'latest')) !== null) return null;
    return appendRelease(tx, how);
  });
}

async function appendRelease(
  tx: WriteTx,
  { date, origin, compose }: { readonly date: CalendarDate; readonly origin: string | null; readonly compose: Compose },
): Promise<Release> {
  const checkpoint = await readCheckpoint(tx);
  if (checkpoint === null) throw new ReleaseError('the record is empty: there is nothing to release');
  const { seq, hash } = checkpoint;
  const last = await readRelease(tx, 'latest');
  if (last !== null && last.date > date)
    throw new ReleaseError(`the release ${last.id} has a later date than ${date}: is the clock right?`);
  const ofThatDay = await tx.release.count({ where: { date } });
  const release = { id: nextReleaseId(date, ofThatDay), number: (last?.number ?? 0) + 1, date, seq, origin, hash };
  const archive = await composed(tx, release, compose);
  const whole = { ...release, checksum: checksumOf(archive), size: archive.length };
  await tx.release.create({ data: { ...whole, archive }, select: { id: true } });
  await tx.$executeRaw`SELECT pg_notify(${changeChannel}, '')`;
  return whole;
}

async function composed(tx: ReadTx, release: ReleaseFrame, compose: Compose): Promise<Uint8Array<ArrayBuffer>> {
  const { previous, range } = await readRange(tx, release);
  return compose({ release, previous, range, ...(await readContent(tx, range)) });
}

/** The SHA-256 of bytes, in hexadecimal digits. */
function checksumOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A release made again from the log alone. */
export interface MadeAgain {
  readonly release: Release;
  readonly archive: Uint8Array<ArrayBuffer>;
  /** That of the archive made again: the one of the release, as long as the program makes archives as it did then. */
  readonly checksum: string;
  /** The hash of its last change as the log has it now. */
  readonly hash: string | null;
}

/**
 * Makes the archive of a release again from the log, whatever the record has become since, and keeps nothing.
 *
 * @param id the id of a release, or `latest`
 * @throws ReleaseError where there is no such release
 */
export function makeAgain(database: Database, id: string, compose: Compose): Promise<MadeAgain> {
  return writeTransaction(database, async (tx) => {
    const release = await readRelease(tx, id);
    if (release === null) throw new ReleaseError(id === 'latest' ? 'there is no release yet' : `there is no release ${id}`);
    const { checksum: _, size: __, ...frame } = release;
    const archive = await composed(tx, frame, compose);
    const checkpoint = await readCheckpoint(tx, release.seq);
    return { release, archive, checksum: checksumOf(archive), hash: checkpoint?.hash ?? null };
  });
}
