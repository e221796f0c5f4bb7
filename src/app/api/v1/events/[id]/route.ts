import { readRevision } from '#data/change/read.ts';
import { correctEntry } from '#data/record/entry.ts';
import { readKnownEvent } from '#data/record/known.ts';
import { readEvent } from '#data/timeline/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { eventOperation } from '#http/contracts/event.ts';
import { correctOperation } from '#http/contracts/publishing.ts';
import { notFound, ProblemError } from '#http/problem.ts';
import { endpoints } from '../../../endpoints.ts';
import { missingEvent } from '../../../missing.ts';
import { presentEvents } from '../../../present.ts';
import { presentWritten, write } from '../../../writes.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.one(
  eventOperation,
  async ({ tx, params: { id }, query, now, known, origin }) => {
    const asOfIn = (timeZone: string) => resolveAsOf(query.asOf, now, timeZone);
    const found = known === null ? await readEvent(tx, id, asOfIn) : await readKnownEvent(tx, known.version, id, asOfIn);
    if (found === null) throw await missingEvent(tx, id, known, origin);
    if (found.entry === null) throw new ProblemError('NOT_ON_RECORD', `“${id}” had not happened or been announced by ${found.asOf}.`);
    const [data] = await presentEvents(tx, [found.entry], origin, known);
    if (data === undefined) throw notFound('event', id);
    return { data, asOf: found.asOf, revision: await readRevision(tx, id, known?.version) };
  },
  write(correctOperation, async ({ tx, params, json, revision, actor, now, origin }) =>
    presentWritten(tx, await correctEntry(tx, params.id, json, { actor, revision }), now, origin),
  ),
);
