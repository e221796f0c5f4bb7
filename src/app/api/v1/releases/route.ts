import { readReleases } from '#data/release/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { releasesOperation, toReleaseAnswer } from '#http/contracts/release.ts';
import { endpoints } from '../../endpoints.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.list(releasesOperation, async ({ tx, now, page, origin }) => {
  const { items, next } = await readReleases(tx, page);
  return { items: items.map((release) => toReleaseAnswer(release, origin)), next, asOf: resolveAsOf(undefined, now) };
});
