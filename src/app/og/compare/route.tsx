import { readDealStatuses } from '#data/deal-status/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { formatDate } from '#domain/time/format.ts';
import { pictureOperations } from '#http/contracts/picture.ts';
import { endpoints } from '../../api/endpoints.ts';
import { mustBeKnown } from '../../api/known.ts';
import { pictureFile, pictureState } from '../picture.tsx';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.file(pictureOperations.compare, async ({ tx, query, now }) => {
  const { negotiations } = query;
  await mustBeKnown(tx, { negotiations: ['negotiation', negotiations] });
  const asOf = resolveAsOf(query.asOf, now);
  const { items } = await readDealStatuses(tx, { asOf, negotiations, limit: negotiations.length });
  return pictureFile({
    kicker: 'What each union asked, was offered and got, issue by issue',
    title: 'Side by side',
    states: items.map(({ negotiation, status }) => pictureState(status, negotiation.shortTitle)),
    date: formatDate(asOf),
  });
});
