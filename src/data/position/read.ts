import type { Ladder } from '#domain/ladder/ladder.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import { pending, type ReadTx } from '../transaction.ts';

/** The ladders of a negotiation on a date: of every measure, or of one. */
export async function readLadders(
  _tx: ReadTx,
  _negotiation: string,
  _filter: { asOf: CalendarDate; measure?: string | undefined },
): Promise<Ladder[]> {
  return pending();
}
