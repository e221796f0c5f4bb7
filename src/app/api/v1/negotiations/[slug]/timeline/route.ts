import { readTimeline } from '#data/timeline/read.ts';
import { negotiationTimelineOperation } from '#http/contracts/event.ts';
import { endpoints } from '../../../../endpoints.ts';
import { mustBeKnown, negotiationAt } from '../../../../known.ts';
import { presentEvents } from '../../../../present.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.list(
  negotiationTimelineOperation,
  async ({ tx, params, query, now, page, origin }) => {
    const { asOf } = await negotiationAt(tx, params.slug, query.asOf, now);
    await mustBeKnown(tx, { issue: ['issue', query.issue], person: ['person', query.person] });
    const { items, next } = await readTimeline(tx, { ...query, asOf, negotiation: [params.slug], ...page });
    return { items: await presentEvents(tx, items, origin), next, asOf };
  },
);
