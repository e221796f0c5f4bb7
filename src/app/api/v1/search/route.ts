import { readSearch } from '#data/search/read.ts';
import { readSourcesById } from '#data/source/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { searchOperation, toSearchAnswer } from '#http/contracts/search.ts';
import { endpoints } from '../../endpoints.ts';
import { mustBeKnown } from '../../known.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.list(
  searchOperation,
  async ({ tx, query: { q, ...filter }, now, page, origin }) => {
    await mustBeKnown(tx, { negotiation: ['negotiation', filter.negotiation] });
    const asOf = resolveAsOf(filter.asOf, now);
    const { items, next, account } = await readSearch(tx, q, { ...filter, asOf, ...page });
    const sources = await readSourcesById(tx, [...new Set(items.flatMap(({ passage }) => passage?.source ?? []))]);
    return { items: items.map((item) => toSearchAnswer(item, sources, origin)), next, asOf, about: { ...account } };
  },
);
