import type { CalendarDate } from '#domain/time/partial-date.ts';
import { effectiveBound } from '../event/known.ts';
import { type EventReference, eventReferenceSelect, toEventReference } from '../event/reference.ts';
import type { ReadTx } from '../transaction.ts';

/** The most events that a date slider is marked with. */
const mostMarks = 150;

/** The latest major events that moved a negotiation on a known day, in order of time: of one negotiation, or of the whole record. */
export async function readMarks(
  tx: ReadTx,
  { asOf, negotiation }: { asOf: CalendarDate; negotiation?: string | undefined },
): Promise<EventReference[]> {
  const rows = await tx.event.findMany({
    where: {
      state: 'PUBLISHED',
      significance: 'MAJOR',
      sortKey: { lt: effectiveBound(asOf) },
      statusChanges: { some: {} },
      ...(negotiation !== undefined && { negotiationSlug: negotiation }),
    },
    orderBy: [{ sortKey: 'desc' }, { id: 'desc' }],
    take: mostMarks,
    select: eventReferenceSelect,
  });
  return rows
    .map(toEventReference)
    .filter(({ date }) => date.length === 10)
    .toReversed();
}
