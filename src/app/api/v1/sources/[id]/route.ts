import { readSource } from '#data/source/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { sourceOperation, toSourceAnswer } from '#http/contracts/source.ts';
import { notFound } from '#http/problem.ts';
import { endpoints } from '../../../endpoints.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.one(
  sourceOperation,
  async ({ tx, params, query, now, origin }) => {
    const asOf = resolveAsOf(query.asOf, now);
    const found = await readSource(tx, params.id, { asOf });
    if (found === null) throw notFound('source', params.id);
    return { data: { ...toSourceAnswer(found.source, origin), events: found.events }, asOf };
  },
);
