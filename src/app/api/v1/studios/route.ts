import { readStudios } from '#data/party/read.ts';
import { readSourcesById } from '#data/source/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { sourcesOfParties, studiosOperation, toStudioAnswer } from '#http/contracts/party.ts';
import { endpoints } from '../../endpoints.ts';
import { mustBeKnown } from '../../known.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.list(
  studiosOperation,
  async ({ tx, query, now, page, origin }) => {
    await mustBeKnown(tx, { association: ['association', query.association] });
    const { items, next } = await readStudios(tx, { kind: query.kind, association: query.association, ...page });
    const sources = await readSourcesById(tx, sourcesOfParties(items));
    return { items: items.map((item) => toStudioAnswer(item, sources, origin)), next, asOf: resolveAsOf(query.asOf, now) };
  },
);
