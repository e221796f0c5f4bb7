import { readDealStatuses } from '#data/deal-status/read.ts';
import { readKnownStatuses } from '#data/record/known.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { statusOperation, toStatusAnswer } from '#http/contracts/status.ts';
import { endpoints } from '../../endpoints.ts';
import { mustBeKnown, roundsToRebuild } from '../../known.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.list(statusOperation, async ({ tx, query, now, known, page }) => {
  const { cycle, negotiation } = query;
  await mustBeKnown(tx, { negotiation: ['negotiation', negotiation] });
  const asOf = resolveAsOf(query.asOf, now);
  if (known === null) {
    const { items, next } = await readDealStatuses(tx, { asOf, cycle, negotiations: negotiation, ...page });
    return { items: items.map(toStatusAnswer), next, asOf };
  }
  const rounds = await roundsToRebuild(
    tx,
    known,
    'negotiation',
    (round) => (negotiation?.includes(round.slug) ?? true) && (cycle === undefined || round.cycle === cycle),
  );
  const { items, next } = await readKnownStatuses(tx, known.version, { asOf, rounds, ...page });
  return { items: items.map(toStatusAnswer), next, asOf };
});
