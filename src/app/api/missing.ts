import { readLastChange } from '#data/change/read.ts';
import type { ReadTx } from '#data/transaction.ts';
import type { Known } from '#http/known-at.ts';
import { notFound, ProblemError } from '#http/problem.ts';

/** Why the record has no such event: it was retracted, is not there, or was not there yet. */
export async function missingEvent(tx: ReadTx, id: string, known: Known | null, origin: string): Promise<ProblemError> {
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
