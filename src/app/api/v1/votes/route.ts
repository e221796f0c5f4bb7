import { readVotes } from '#data/vote/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { votesOperation } from '#http/contracts/event.ts';
import { endpoints } from '../../endpoints.ts';
import { mustBeKnown } from '../../known.ts';
import { presentEvents } from '../../present.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.list(votesOperation, async ({ tx, query, now, page, origin }) => {
  await mustBeKnown(tx, { negotiation: ['negotiation', query.negotiation] });
  const asOf = resolveAsOf(query.asOf, now);
  const { items, next } = await readVotes(tx, { ...query, asOf, ...page });
  return { items: await presentEvents(tx, items, origin), next, asOf };
});
