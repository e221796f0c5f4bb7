import { readLastChange, readRevision } from '#data/change/read.ts';
import { correctEntry } from '#data/record/entry.ts';
import { readKnownEvent } from '#data/record/known.ts';
import { readEvent } from '#data/timeline/read.ts';
import type { ReadTx } from '#data/transaction.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { eventOperation } from '#http/contracts/event.ts';
import { correctOperation } from '#http/contracts/publishing.ts';
import type { Known } from '#http/known-at.ts';
import { notFound, ProblemError } from '#http/problem.ts';
import { endpoints } from '../../../endpoints.ts';
import { presentEvents } from '../../../present.ts';
import { presentWritten, write } from '../../../writes.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.one(
  eventOperation,
  async ({ tx, params: { id }, query, now, known, origin }) => {
    const asOfIn = (timeZone: string) => resolveAsOf(query.asOf, now, timeZone);
    const found = known === null ? await readEvent(tx, id, asOfIn) : await readKnownEvent(tx, known.version, id, asOfIn);
    if (found === null) throw await missing(tx, id, known, origin);
    if (found.entry === null) throw new ProblemError('NOT_ON_RECORD', `“${id}” had not happened or been announced by ${found.asOf}.`);
    const [data] = await presentEvents(tx, [found.entry], origin, known);
    if (data === undefined) throw notFound('event', id);
    return { data, asOf: found.asOf, revision: await readRevision(tx, id, known?.version) };
  },
  write(correctOperation, async ({ tx, params, json, revision, actor, now, origin }) =>
    presentWritten(tx, await correctEntry(tx, params.id, json, { actor, revision }), now, origin),
  ),
);

/** Why the record has no such event: it was retracted, is not there, or was not there yet. */
async function missing(tx: ReadTx, id: string, known: Known | null, origin: string): Promise<ProblemError> {
  const last = await readLastChange(tx, 'EVENT', id, known?.version);
  if (last?.kind === 'RETRACTED') {
    const { reason, recordedAt: retractedAt } = last;
    const history = `${origin}/api/v1/events/${id}/history`;
    return new ProblemError('RETRACTED', `“${id}” was retracted${reason === null ? '.' : `: ${reason}`}`, {
      retraction: { reason, retractedAt, history },
      headers: { Link: `<${history}>; rel="version-history"` },
    });
  }
  if (known !== null && (await readLastChange(tx, 'EVENT', id)) !== null)
    return new ProblemError('NOT_ON_RECORD', `The record did not have “${id}” at ${known.at}.`);
  return notFound('event', id);
}
