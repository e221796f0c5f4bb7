import type { View } from '#components/ui/view.ts';
import { homeTimeZone, resolveAsOf } from '#domain/time/as-of.ts';
import { now } from '#live/clock.ts';
import { pageDate, type SearchParams } from './as-of.ts';
import { versionOfPage } from './read.ts';

/** What a page shows the record of, for its components. */
export async function viewOf(searchParams: SearchParams, timeZone: string = homeTimeZone): Promise<View> {
  const { asOf, isHistorical } = await pageDate(searchParams, timeZone);
  return {
    asOf,
    linkDate: isHistorical ? asOf : null,
    today: resolveAsOf(undefined, now(), timeZone),
    timeZone,
    version: await versionOfPage(),
  };
}
