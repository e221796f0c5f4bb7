import { type Change, changeEntities } from '#domain/change/change.ts';
import { recordFilesOf } from '#domain/record/held.ts';
import type { RecordFiles } from '#domain/record/record.ts';
import { type ChangeCounts, countChanges, type LogRange, type Release } from '#domain/release/release.ts';
import { readHeldFacts } from '../change/held.ts';
import { readChanges } from '../change/read.ts';
import { type Page, type PageRequest, pageOf } from '../page.ts';
import type { ReadTx } from '../transaction.ts';

const releaseSelect = { id: true, number: true, date: true, seq: true, origin: true, checksum: true, size: true, hash: true } as const;

/** The place of a release in their order, which is that of their making. */
export interface ReleaseKey {
  readonly number: number;
}

function toRelease({ seq, ...row }: Omit<Release, 'seq'> & { readonly seq: bigint }): Release {
  return { ...row, seq: Number(seq) };
}

/** The releases, the latest first. */
export async function readReleases(tx: ReadTx, { limit, after }: PageRequest<ReleaseKey>): Promise<Page<Release, ReleaseKey>> {
  const rows = await tx.release.findMany({
    ...(after !== undefined && { where: { number: { lt: after.number } } }),
    orderBy: { number: 'desc' },
    take: limit + 1,
    select: releaseSelect,
  });
  return pageOf(rows.map(toRelease), limit, ({ number }) => ({ number }));
}

/** One release, or the latest; null where there is none. */
export async function readRelease(tx: ReadTx, id: string): Promise<Release | null> {
  const row = await tx.release.findFirst({
    ...(id !== 'latest' && { where: { id } }),
    orderBy: { number: 'desc' },
    select: releaseSelect,
  });
  return row === null ? null : toRelease(row);
}

/** How many releases there are: what every answer that tells of them depends on, besides the record. */
export async function readReleaseCount(tx: ReadTx): Promise<number> {
  const last = await tx.release.findFirst({ orderBy: { number: 'desc' }, select: { number: true } });
  return last?.number ?? 0;
}

/**
 * The archive of a release, byte for byte as it was given out.
 *
 * @throws Error where there is no such release
 */
export async function readArchive(tx: ReadTx, { id }: Pick<Release, 'id'>): Promise<Uint8Array<ArrayBuffer>> {
  const row = await tx.release.findUnique({ where: { id }, select: { archive: true } });
  if (row === null) throw new Error(`there is no release ${id}`);
  return row.archive;
}

/** The release before one, and the part of the log that is new in it. */
export async function readRange(
  tx: ReadTx,
  { number, seq }: Pick<Release, 'number' | 'seq'>,
): Promise<{ readonly previous: Release | null; readonly range: LogRange }> {
  const row = await tx.release.findUnique({ where: { number: number - 1 }, select: releaseSelect });
  const previous = row === null ? null : toRelease(row);
  return { previous, range: { from: (previous?.seq ?? 0) + 1, to: seq } };
}

/** What is new in a part of the log, counted. */
export async function readCounts(tx: ReadTx, { from, to }: LogRange): Promise<ChangeCounts> {
  const groups = await tx.change.groupBy({
    by: ['entity', 'kind'],
    where: { seq: { gte: from, lte: to } },
    _count: true,
  });
  return countChanges(groups.map(({ entity, kind, _count: count }) => ({ entity, kind, count })));
}

/** The corrections and retractions in a part of the log, the earliest first, at most `limit`. */
export function readCorrectionsIn(tx: ReadTx, { from, to }: LogRange, limit: number): Promise<readonly Change[]> {
  return readChanges(tx, { since: from - 1, until: to, kind: ['CORRECTED', 'RETRACTED'], limit });
}

/** How many changes are read at a time. */
const pageSize = 1_000;

/** Everything that a release is made from: the record as its log held it, and what is new in it. The tables of today have no part in it. */
export async function readContent(
  tx: ReadTx,
  { from, to }: LogRange,
): Promise<{ readonly record: RecordFiles; readonly changes: readonly Change[] }> {
  const record = recordFilesOf(await readHeldFacts(tx, { version: to, entity: changeEntities }));
  const changes: Change[] = [];
  for (let since = from - 1; ; ) {
    const page = await readChanges(tx, { since, until: to, limit: pageSize });
    changes.push(...page);
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return { record, changes };
    since = last.seq;
  }
}
