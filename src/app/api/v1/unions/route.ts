import { readUnions } from '#data/party/read.ts';
import { readSourcesById } from '#data/source/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { sourcesOfParties, toUnionAnswer, unionsOperation } from '#http/contracts/party.ts';
import { endpoints } from '../../endpoints.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.list(
  unionsOperation,
  async ({ tx, query, now, page, origin }) => {
    const { items, next } = await readUnions(tx, { ...page });
    const sources = await readSourcesById(tx, sourcesOfParties(items));
    return { items: items.map((item) => toUnionAnswer(item, sources, origin)), next, asOf: resolveAsOf(query.asOf, now) };
  },
);
