import { readTimeline } from '#data/timeline/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { timelineOperation } from '#http/contracts/event.ts';
import { endpoints } from '../../endpoints.ts';
import { mustBeKnown } from '../../known.ts';
import { presentEvents } from '../../present.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.list(
  timelineOperation,
  async ({ tx, query, now, page, origin }) => {
    await mustBeKnown(tx, {
      negotiation: ['negotiation', query.negotiation],
      issue: ['issue', query.issue],
      person: ['person', query.person],
    });
    const asOf = resolveAsOf(query.asOf, now);
    const { items, next } = await readTimeline(tx, { ...query, asOf, ...page });
    return { items: await presentEvents(tx, items, origin), next, asOf };
  },
);
