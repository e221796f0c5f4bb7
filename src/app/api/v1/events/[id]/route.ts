import { readRevision } from '#data/change/read.ts';
import { correctEntry } from '#data/record/entry.ts';
import { readEvent } from '#data/timeline/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { eventOperation } from '#http/contracts/event.ts';
import { correctOperation } from '#http/contracts/publishing.ts';
import { notFound, ProblemError } from '#http/problem.ts';
import { endpoints } from '../../../endpoints.ts';
import { presentEvents } from '../../../present.ts';
import { presentWritten, write } from '../../../writes.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.one(
  eventOperation,
  async ({ tx, params, query, now, origin }) => {
    const found = await readEvent(tx, params.id, (timeZone) => resolveAsOf(query.asOf, now, timeZone));
    if (found === null) throw notFound('event', params.id);
    if (found.entry === null)
      throw new ProblemError('NOT_ON_RECORD', `“${params.id}” had not happened or been announced by ${found.asOf}.`);
    const [data] = await presentEvents(tx, [found.entry], origin);
    if (data === undefined) throw notFound('event', params.id);
    return { data, asOf: found.asOf, revision: await readRevision(tx, params.id) };
  },
  write(correctOperation, async ({ tx, params, json, revision, actor, now, origin }) =>
    presentWritten(tx, await correctEntry(tx, params.id, json, { actor, revision }), now, origin),
  ),
);
