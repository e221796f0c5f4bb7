import { readDifference, readDifferenceSince } from '#data/difference/read.ts';
import { week } from '#domain/difference/difference.ts';
import { addDays } from '#domain/time/calendar.ts';
import { differenceOperation, toDifferenceAnswer } from '#http/contracts/difference.ts';
import { invalidParameters } from '#http/problem.ts';
import { endpoints } from '../../../../endpoints.ts';
import { negotiationAt } from '../../../../known.ts';
import { presentEvents } from '../../../../present.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.one(
  differenceOperation,
  async ({ tx, params: { slug }, query: { from, to, since }, now, origin }) => {
    const { frame, asOf } = await negotiationAt(tx, slug, to, now);
    if (from !== undefined && from > asOf) throw invalidParameters([{ name: 'from', reason: `lies after ${asOf}` }]);
    const difference =
      since === undefined
        ? await readDifference(tx, frame, { from: from ?? addDays(asOf, -week), to: asOf })
        : await readDifferenceSince(tx, frame, { since, to: asOf });
    return { data: toDifferenceAnswer(slug, difference, await presentEvents(tx, difference.events, origin), origin), asOf };
  },
);
