import { readKnownTimeline } from '#data/record/known.ts';
import { readTimeline } from '#data/timeline/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { timelineOperation } from '#http/contracts/event.ts';
import { endpoints } from '../../endpoints.ts';
import { mustBeKnown, roundsToRebuild } from '../../known.ts';
import { presentEvents } from '../../present.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.list(
  timelineOperation,
  async ({ tx, query, now, known, page, origin }) => {
    const { negotiation } = query;
    await mustBeKnown(tx, {
      negotiation: ['negotiation', negotiation],
      issue: ['issue', query.issue],
      person: ['person', query.person],
    });
    const filter = { ...query, asOf: resolveAsOf(query.asOf, now), ...page };
    const rounds =
      known === null ? null : await roundsToRebuild(tx, known, 'negotiation', ({ slug }) => negotiation?.includes(slug) ?? true);
    const { items, next } =
      known === null || rounds === null
        ? await readTimeline(tx, filter)
        : await readKnownTimeline(tx, known.version, { ...filter, negotiation: rounds.map(({ slug }) => slug) });
    return { items: await presentEvents(tx, items, origin, known), next, asOf: filter.asOf };
  },
);
