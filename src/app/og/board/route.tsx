import { readDealStatuses } from '#data/deal-status/read.ts';
import { isLive } from '#domain/deal-status/urgency.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { formatDate } from '#domain/time/format.ts';
import { pictureOperations } from '#http/contracts/picture.ts';
import { endpoints } from '../../api/endpoints.ts';
import { pictureFile, pictureState } from '../picture.tsx';

/** How many negotiations there is room for. */
const most = 4;

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.file(pictureOperations.board, async ({ tx, query, now }) => {
  const asOf = resolveAsOf(query.asOf, now);
  const { items } = await readDealStatuses(tx, { asOf, limit: 50 });
  const shown = items.toSorted((one, other) => Number(isLive(other.status)) - Number(isLive(one.status))).slice(0, most);
  return pictureFile({
    kicker: 'The sourced record of Hollywood’s labor negotiations',
    title: 'Where the negotiations stand',
    states: shown.map(({ negotiation, status }) => pictureState(status, negotiation.shortTitle)),
    date: formatDate(asOf),
  });
});
