import { BadgePicture } from '#components/deal-status/badge.tsx';
import { readDealStatuses } from '#data/deal-status/read.ts';
import { oneLine } from '#domain/text/one-line.ts';
import { badgeOperation } from '#http/contracts/picture.ts';
import { endpoints } from '../../api/endpoints.ts';
import { negotiationAt } from '../../api/known.ts';
import { markup } from '../../markup.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.file(
  badgeOperation,
  async ({ tx, params: { file }, query, now }) => {
    const slug = file.slice(0, -'.svg'.length);
    const { frame, asOf } = await negotiationAt(tx, slug, query.asOf, now);
    const { items } = await readDealStatuses(tx, { asOf, negotiations: [slug], limit: 1 });
    const status = items[0]?.status;
    const day = status?.dayCount?.state === 'IN_EFFECT' ? ` · day ${status.dayCount.inclusive} (inclusive)` : '';
    const svg = markup(
      <BadgePicture
        name={oneLine(frame.negotiation.shortTitle)}
        headline={status?.headline ?? 'NOT_OPENED'}
        state={oneLine(`${status?.label ?? 'Not opened'}${day}`)}
      />,
    );
    return { mediaType: 'image/svg+xml; charset=utf-8', body: svg };
  },
);
