import { readUnion } from '#data/party/read.ts';
import { readSourcesById } from '#data/source/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { sourcesOfParties, toUnionAnswer, unionOperation } from '#http/contracts/party.ts';
import { notFound } from '#http/problem.ts';
import { endpoints } from '../../../endpoints.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.one(
  unionOperation,
  async ({ tx, params, query, now, origin }) => {
    const asOf = resolveAsOf(query.asOf, now);
    const found = await readUnion(tx, params.slug, { asOf });
    if (found === null) throw notFound('union', params.slug);
    const { union, ...related } = found;
    const sources = await readSourcesById(tx, sourcesOfParties([union]));
    return { data: { ...toUnionAnswer(union, sources, origin), ...related }, asOf };
  },
);
