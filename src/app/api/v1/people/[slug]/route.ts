import { readPerson } from '#data/party/read.ts';
import { readSourcesById } from '#data/source/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { personOperation, sourcesOfParties, toPersonAnswer } from '#http/contracts/party.ts';
import { notFound } from '#http/problem.ts';
import { endpoints } from '../../../endpoints.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.one(
  personOperation,
  async ({ tx, params, query, now, origin }) => {
    const asOf = resolveAsOf(query.asOf, now);
    const found = await readPerson(tx, params.slug, { asOf });
    if (found === null) throw notFound('person', params.slug);
    const { person, ...related } = found;
    const sources = await readSourcesById(tx, sourcesOfParties([person]));
    return { data: { ...toPersonAnswer(person, sources, origin), ...related }, asOf };
  },
);
