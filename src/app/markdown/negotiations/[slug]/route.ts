import { readDealStatuses } from '#data/deal-status/read.ts';
import { readTimeline } from '#data/timeline/read.ts';
import { asOfQuery, slugParams } from '#http/contracts/fields.ts';
import { eventsMarkdown, markdownText, statusMarkdown } from '#http/markdown.ts';
import { endpoints } from '../../../api/endpoints.ts';
import { negotiationAt } from '../../../api/known.ts';

/** The most events that the page tells; the API has all. */
const mostEvents = 100;

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.file(
  { params: slugParams, query: asOfQuery },
  async ({ tx, params: { slug }, query, now, origin }) => {
    const { asOf } = await negotiationAt(tx, slug, query.asOf, now);
    const { items } = await readDealStatuses(tx, { asOf, negotiations: [slug], limit: 1 });
    const { items: entries } = await readTimeline(tx, {
      asOf,
      negotiation: [slug],
      significance: 'MAJOR',
      order: 'desc',
      limit: mostEvents,
    });
    const events = eventsMarkdown(
      entries.map(({ event }) => event),
      origin,
    );
    const status = items.map(
      (item) => `${statusMarkdown(item.negotiation, item.status, origin, '#')}\n${markdownText(item.negotiation.summary)}\n`,
    );
    return { mediaType: 'text/markdown; charset=utf-8', body: `${status.join('')}\n## Major events, the latest first\n\n${events}` };
  },
);
