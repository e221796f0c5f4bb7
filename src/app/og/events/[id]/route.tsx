import { z } from 'zod';
import { eventKindNames } from '#components/event/event-item.tsx';
import { readDealStatuses } from '#data/deal-status/read.ts';
import { readEvent } from '#data/timeline/read.ts';
import { slugSchema } from '#domain/text/text.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { formatDate } from '#domain/time/format.ts';
import { asOfQuery } from '#http/contracts/fields.ts';
import { notFound, ProblemError } from '#http/problem.ts';
import { endpoints } from '../../../api/endpoints.ts';
import { pictureFile, pictureState } from '../../picture.tsx';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.file(
  { params: z.strictObject({ id: slugSchema }), query: asOfQuery },
  async ({ tx, params: { id }, query, now }) => {
    const found = await readEvent(tx, id, (timeZone) => resolveAsOf(query.asOf, now, timeZone));
    if (found === null) throw notFound('event', id);
    const { entry, asOf } = found;
    if (entry === null) throw new ProblemError('NOT_ON_RECORD', `This had not happened, nor been announced, by ${asOf}.`);
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
