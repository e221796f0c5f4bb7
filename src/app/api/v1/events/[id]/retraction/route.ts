import { retractEntry } from '#data/record/entry.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { retractOperation } from '#http/contracts/publishing.ts';
import { endpoints } from '../../../../endpoints.ts';
import { write } from '../../../../writes.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.writesOnly(
  write(retractOperation, async ({ tx, params, json, revision, actor, now }) => {
    const { event, negotiation, reason, seq } = await retractEntry(tx, params.id, json, { actor, revision });
    const { id, headline } = event;
    return { data: { id, negotiation, headline, state: 'RETRACTED' as const, reason }, asOf: resolveAsOf(undefined, now), seq };
  }),
);
