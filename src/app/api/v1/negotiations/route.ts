import { readNegotiations } from '#data/negotiation/read.ts';
import { readSourcesById } from '#data/source/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { negotiationsOperation, sourcesOfNegotiations, toNegotiationAnswer } from '#http/contracts/negotiation.ts';
import { endpoints } from '../../endpoints.ts';
import { mustBeKnown } from '../../known.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.list(
  negotiationsOperation,
  async ({ tx, query, now, page, origin }) => {
    await mustBeKnown(tx, { union: ['union', query.union] });
    const asOf = resolveAsOf(query.asOf, now);
    const { items, next } = await readNegotiations(tx, { asOf, cycle: query.cycle, union: query.union, ...page });
    const sources = await readSourcesById(tx, sourcesOfNegotiations(items));
    return { items: items.map((item) => toNegotiationAnswer(item, sources, origin)), next, asOf };
  },
);
