import { readRevision } from '#data/change/read.ts';
import { correctEntry } from '#data/record/entry.ts';
import { eventOperation } from '#http/contracts/event.ts';
import { correctOperation } from '#http/contracts/publishing.ts';
import { notFound } from '#http/problem.ts';
import { endpoints } from '../../../endpoints.ts';
import { eventAt } from '../../../known.ts';
import { presentEvents } from '../../../present.ts';
import { presentWritten, write } from '../../../writes.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.one(
  eventOperation,
  async ({ tx, params: { id }, query, now, known, origin }) => {
    const { entry, asOf } = await eventAt(tx, id, query.asOf, now, origin, known);
    const [data] = await presentEvents(tx, [entry], origin, known);
    if (data === undefined) throw notFound('event', id);
    return { data, asOf, revision: await readRevision(tx, id, known?.version) };
  },
  write(correctOperation, async ({ tx, params, json, revision, actor, now, origin }) =>
    presentWritten(tx, await correctEntry(tx, params.id, json, { actor, revision }), now, origin),
  ),
);
