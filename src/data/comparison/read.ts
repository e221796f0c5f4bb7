import type { ComparisonRow } from '#domain/comparison/comparison.ts';
import type { Negotiation } from '#domain/negotiation/negotiation.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import { pending, type ReadTx } from '../transaction.ts';

/** Negotiations side by side on a date, in the order asked for; those not on the record by then have empty cells. */
export async function readComparison(
  _tx: ReadTx,
  _filter: { asOf: CalendarDate; negotiations: readonly string[]; issues?: readonly string[] | undefined },
): Promise<{ readonly negotiations: readonly Negotiation[]; readonly rows: readonly ComparisonRow[] }> {
  return pending();
}
