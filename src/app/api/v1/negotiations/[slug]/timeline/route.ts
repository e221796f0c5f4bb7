import { readKnownTimeline } from '#data/record/known.ts';
import { readTimeline } from '#data/timeline/read.ts';
import { negotiationTimelineOperation } from '#http/contracts/event.ts';
import { endpoints } from '../../../../endpoints.ts';
import { mustBeKnown, negotiationAt } from '../../../../known.ts';
import { presentEvents } from '../../../../present.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.list(
  negotiationTimelineOperation,
  async ({ tx, params, query, now, known, page, origin }) => {
    const { asOf } = await negotiationAt(tx, params.slug, query.asOf, now, known);
    await mustBeKnown(tx, { issue: ['issue', query.issue], person: ['person', query.person] });
    const filter = { ...query, asOf, negotiation: [params.slug], ...page };
    const { items, next } = known === null ? await readTimeline(tx, filter) : await readKnownTimeline(tx, known.version, filter);
    return { items: await presentEvents(tx, items, origin, known), next, asOf };
  },
);
