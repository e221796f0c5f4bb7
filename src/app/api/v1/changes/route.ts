import { readChanges } from '#data/change/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { changesOperation, toChangeAnswer } from '#http/contracts/change.ts';
import { endpoints } from '../../endpoints.ts';
import { mustBeKnown } from '../../known.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.list(
  changesOperation,
  async ({ tx, query, now, page, origin }) => {
    await mustBeKnown(tx, { negotiation: ['negotiation', query.negotiation] });
    const { since, ...filters } = query;
    const changes = await readChanges(tx, { ...filters, since: Math.max(since, page.after?.seq ?? 0), limit: page.limit + 1 });
    const items = changes.slice(0, page.limit).map((change) => toChangeAnswer(change, origin));
    const last = items.at(-1);
    return { items, next: changes.length > page.limit && last !== undefined ? { seq: last.seq } : null, asOf: resolveAsOf(undefined, now) };
  },
);
