import { readDisputes, readSourcesById } from '#data/source/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { disputesOperation, sourcesOfDisputes, toDisputeAnswer } from '#http/contracts/source.ts';
import { endpoints } from '../../endpoints.ts';
import { mustBeKnown } from '../../known.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.list(
  disputesOperation,
  async ({ tx, query, now, page, origin }) => {
    await mustBeKnown(tx, { negotiation: ['negotiation', query.negotiation] });
    const asOf = resolveAsOf(query.asOf, now);
    const { items, next } = await readDisputes(tx, { ...query, asOf, ...page });
    const sources = await readSourcesById(tx, sourcesOfDisputes(items.map(({ dispute }) => dispute)));
    return { items: items.map(({ negotiation, dispute }) => toDisputeAnswer(negotiation, dispute, sources, origin)), next, asOf };
  },
);
