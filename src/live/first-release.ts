import type { Database } from '#data/client.ts';
import { bundledActor } from '#data/record/bundled.ts';
import { makeFirstRelease } from '#data/release/write.ts';
import type { Release } from '#domain/release/release.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { releaseArchive } from '#http/release/package.ts';
import { now } from './clock.ts';

/**
 * Makes the first release of a site that began with the record that comes with Parley, so that whoever looks for its data finds some. All
 * later ones are made by its operators.
 *
 * @param origin the public address, for its citation; null where there is none that others could use
 * @returns the release; null where there is one already, or where the site began with a record of its own
 */
export function releaseFirst(database: Database, origin: string | null): Promise<Release | null> {
  const how = { date: resolveAsOf(undefined, now()), origin, compose: releaseArchive };
  return makeFirstRelease(database, bundledActor, how);
}
