import { readChanges } from '#data/change/read.ts';
import { pageOf } from '#data/page.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { changesOperation, toChangeAnswer } from '#http/contracts/change.ts';
import { endpoints } from '../../endpoints.ts';
import { mustBeKnown } from '../../known.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.list(
  changesOperation,
  async ({ tx, query: { since, ...filters }, now, page: { limit, after }, origin }) => {
    await mustBeKnown(tx, { negotiation: ['negotiation', filters.negotiation] });
    const changes = await readChanges(tx, { ...filters, since: Math.max(since, after?.seq ?? 0), limit: limit + 1 });
    const { items, next } = pageOf(changes, limit, ({ seq }) => ({ seq }));
    return { items: items.map((change) => toChangeAnswer(change, origin)), next, asOf: resolveAsOf(undefined, now) };
  },
);
