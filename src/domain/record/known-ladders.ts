import { agreementVisibility, deriveAxes } from '../deal-status/axes.ts';
import { buildLadders, type Ladder } from '../ladder/ladder.ts';
import type { CalendarDate } from '../time/partial-date.ts';
import type { KnownRecord } from './known.ts';

/** The ladders of a negotiation on a date, as the record knew them; none where it did not know the negotiation. */
export function knownLadders({ negotiations, definitions }: KnownRecord, slug: string, asOf: CalendarDate): Ladder[] {
  const known = negotiations.get(slug);
  if (known === undefined) return [];
  const { events, agreement } = known;
  return buildLadders({ events, agreement, agreementVisibility: agreementVisibility(deriveAxes(events, asOf)), definitions, asOf });
}
