import { readDealStatuses } from '#data/deal-status/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { statusOperation, toStatusAnswer } from '#http/contracts/status.ts';
import { endpoints } from '../../endpoints.ts';
import { mustBeKnown } from '../../known.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.list(statusOperation, async ({ tx, query, now, page }) => {
  await mustBeKnown(tx, { negotiation: ['negotiation', query.negotiation] });
  const asOf = resolveAsOf(query.asOf, now);
  const { items, next } = await readDealStatuses(tx, { asOf, cycle: query.cycle, negotiations: query.negotiation, ...page });
  return { items: items.map(toStatusAnswer), next, asOf };
});
