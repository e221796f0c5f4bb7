import { readHistory } from '#data/change/read.ts';
import { pageOf } from '#data/page.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { eventHistoryOperation, toRevisionAnswer } from '#http/contracts/change.ts';
import { notFound } from '#http/problem.ts';
import { endpoints } from '../../../../endpoints.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.list(
  eventHistoryOperation,
  async ({ tx, params: { id }, now, page: { limit, after } }) => {
    const since = after?.seq ?? 0;
    const revisions = await readHistory(tx, { entity: 'EVENT', key: id, since, limit: limit + 1 });
    if (revisions.length === 0 && since === 0) throw notFound('event', id);
    const { items, next } = pageOf(revisions, limit, ({ seq }) => ({ seq }));
    return { items: items.map(toRevisionAnswer), next, asOf: resolveAsOf(undefined, now) };
  },
);
