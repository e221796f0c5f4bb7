import { readDemands } from '#data/demand/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { demandsOperation } from '#http/contracts/negotiation.ts';
import { endpoints } from '../../endpoints.ts';
import { mustBeKnown } from '../../known.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.list(demandsOperation, async ({ tx, query, now, page }) => {
  await mustBeKnown(tx, { negotiation: ['negotiation', query.negotiation], issue: ['issue', query.issue] });
  const asOf = resolveAsOf(query.asOf, now);
  const { items, next } = await readDemands(tx, { ...query, asOf, ...page });
  return { items: items.map(({ negotiation, demand }) => ({ negotiation, ...demand })), next, asOf };
});
