import { readDealStatuses } from '#data/deal-status/read.ts';
import { formatDate } from '#domain/time/format.ts';
import { pictureOperations } from '#http/contracts/picture.ts';
import { endpoints } from '../../../api/endpoints.ts';
import { negotiationAt } from '../../../api/known.ts';
import { pictureFigure, pictureFile, pictureState } from '../../picture.tsx';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.file(
  pictureOperations.negotiation,
  async ({ tx, params: { slug }, query, now }) => {
    const { frame, asOf } = await negotiationAt(tx, slug, query.asOf, now);
    const { items } = await readDealStatuses(tx, { asOf, negotiations: [slug], limit: 1 });
    const status = items[0]?.status;
    return pictureFile({
      kicker: `${frame.negotiation.cycle} round`,
      title: frame.negotiation.title,
      states: status === undefined ? [] : [pictureState(status)],
      figure: status === undefined ? undefined : pictureFigure(status),
      date: formatDate(asOf),
    });
  },
);
