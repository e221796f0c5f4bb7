import { readSources } from '#data/source/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { sourcesOperation, toSourceAnswer } from '#http/contracts/source.ts';
import { endpoints } from '../../endpoints.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.list(
  sourcesOperation,
  async ({ tx, query, now, page, origin }) => {
    const { items, next } = await readSources(tx, { kind: query.kind, publisher: query.publisher, ...page });
    return { items: items.map((source) => toSourceAnswer(source, origin)), next, asOf: resolveAsOf(query.asOf, now) };
  },
);
