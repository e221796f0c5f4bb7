import { readWriter } from '#data/access/read.ts';
import { countWrite } from '#data/access/write.ts';
import { isDatabaseUnavailable } from '#data/availability.ts';
import { database } from '#data/client.ts';
import { KeyedWriteError, writeOnce } from '#data/idempotency/once.ts';
import { EventStateError, InvalidEntryError, type Recorded } from '#data/record/entry.ts';
import type { WriteTx } from '#data/transaction.ts';
import { inTurn } from '#data/turns.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { effectiveDay } from '#domain/time/partial-date.ts';
import { entryOn } from '#domain/timeline/timeline.ts';
import { environment, publicOrigin } from '#env';
import { notFound, ProblemError } from '#http/problem.ts';
import { writesOver } from '#http/write.ts';
import { now } from '#live/clock.ts';
import { report } from './endpoints.ts';
import { presentEvents } from './present.ts';

/** A client that waits longer for a write is told to ask again with the same key, in milliseconds. */
const deadline = 12_000;

/** The writes of this process. */
export const { write } = writesOver<WriteTx>({
  authenticate: (token) => readWriter(database(), token),
  count: async (writer) => ({ ...(await countWrite(database(), writer)), limit: writer.rate ?? environment().WRITE_RATE }),
  once: async ({ writer, key, fingerprint }, perform) => {
    try {
      return await inTurn(() => writeOnce(database(), { tokenId: writer.id, key, fingerprint }, perform));
    } catch (error) {
      throw asRefusal(error);
    }
  },
  isUnavailable: isDatabaseUnavailable,
  report,
  now,
  get origin() {
    return publicOrigin();
  },
  deadline,
  strangers: 300,
});

/** What a client is told of a write that was refused; any other error as it is. */
function asRefusal(error: unknown): unknown {
  if (error instanceof InvalidEntryError) {
    const invalidParams = error.problems.map(({ path, message }) => ({ name: path === '' ? '$' : path, reason: message }));
    return new ProblemError('INVALID_EVENT', `Nothing was stored: ${invalidParams.length} reasons.`, { invalidParams });
  }
  if (error instanceof EventStateError) {
    if (error.reason === 'UNKNOWN') return notFound('event', error.id);
    if (error.reason === 'RETRACTED') return new ProblemError('ALREADY_RETRACTED', `“${error.id}” was retracted.`);
    return new ProblemError('PRECONDITION_FAILED', `“${error.id}” has changed since the revision that If-Match names.`);
  }
  if (error instanceof KeyedWriteError) {
    if (error.reason === 'IN_FLIGHT') return new ProblemError('IDEMPOTENCY_KEY_IN_FLIGHT', 'The same write has not been answered yet.');
    if (error.reason === 'REUSED') return new ProblemError('IDEMPOTENCY_KEY_REUSED', 'Another body or address came with this key before.');
    return new ProblemError('UNAUTHENTICATED', 'The token is unknown or revoked.', {
      headers: { 'WWW-Authenticate': 'Bearer realm="Parley", error="invalid_token"' },
    });
  }
  return error;
}

/**
 * An event that was just written, as `GET` answers it: as of today, or where nothing of it is known yet, of the day that it takes effect.
 * It is not read again: whoever publishes holds the lock of the log meanwhile.
 */
export async function presentWritten(tx: WriteTx, { negotiation, event, timeZone, seq }: Recorded, moment: Date, address: string) {
  const today = resolveAsOf(undefined, moment, timeZone);
  const known = entryOn({ negotiation, event }, today);
  const asOf = known === null ? effectiveDay(event.date) : today;
  const entry = known ?? entryOn({ negotiation, event }, asOf);
  const [data] = entry === null ? [] : await presentEvents(tx, [entry], address);
  if (data === undefined) throw new Error(`the event ${event.id} is not known on the day that it takes effect`);
  return { data, asOf, seq, location: `/events/${event.id}` };
}
