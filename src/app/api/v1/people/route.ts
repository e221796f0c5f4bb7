import { readPeople } from '#data/party/read.ts';
import { readSourcesById } from '#data/source/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { peopleOperation, sourcesOfParties, toPersonAnswer } from '#http/contracts/party.ts';
import { endpoints } from '../../endpoints.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.list(
  peopleOperation,
  async ({ tx, query, now, page, origin }) => {
    const { items, next } = await readPeople(tx, { side: query.side, organization: query.organization, ...page });
    const sources = await readSourcesById(tx, sourcesOfParties(items));
    return { items: items.map((item) => toPersonAnswer(item, sources, origin)), next, asOf: resolveAsOf(query.asOf, now) };
  },
);
