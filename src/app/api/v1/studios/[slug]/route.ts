import { readStudio } from '#data/party/read.ts';
import { readSourcesById } from '#data/source/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { sourcesOfParties, studioOperation, toStudioAnswer } from '#http/contracts/party.ts';
import { notFound } from '#http/problem.ts';
import { endpoints } from '../../../endpoints.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.one(
  studioOperation,
  async ({ tx, params, query, now, origin }) => {
    const asOf = resolveAsOf(query.asOf, now);
    const found = await readStudio(tx, params.slug, { asOf });
    if (found === null) throw notFound('studio', params.slug);
    const { studio, ...related } = found;
    const sources = await readSourcesById(tx, sourcesOfParties([studio]));
    return { data: { ...toStudioAnswer(studio, sources, origin), ...related }, asOf };
  },
);
