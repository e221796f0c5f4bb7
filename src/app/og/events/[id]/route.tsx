import { eventKindNames } from '#components/event/event-item.tsx';
import { readDealStatuses } from '#data/deal-status/read.ts';
import { formatDate } from '#domain/time/format.ts';
import { pictureOperations } from '#http/contracts/picture.ts';
import { endpoints } from '../../../api/endpoints.ts';
import { eventAt } from '../../../api/known.ts';
import { pictureFile, pictureState } from '../../picture.tsx';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.file(
  pictureOperations.event,
  async ({ tx, params: { id }, query, now, origin }) => {
    const { entry, asOf } = await eventAt(tx, id, query.asOf, now, origin);
    const { event, negotiation } = entry;
    const { items } = await readDealStatuses(tx, { asOf, negotiations: [negotiation], limit: 1 });
    return pictureFile({
      kicker: `${eventKindNames[event.kind]} · ${formatDate(event.date)}`,
      title: event.headline,
      states: items.map((item) => pictureState(item.status, item.negotiation.shortTitle)),
      date: formatDate(asOf),
    });
  },
);
