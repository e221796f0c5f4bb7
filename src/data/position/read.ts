import { agreementVisibility, deriveAxes } from '#domain/deal-status/axes.ts';
import type { Event } from '#domain/event/event.ts';
import { buildLadders, type Ladder } from '#domain/ladder/ladder.ts';
import type { Agreement } from '#domain/negotiation/agreement.ts';
import type { MeasureDefinition } from '#domain/position/measure.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import { readStatusEvents } from '../deal-status/read.ts';
import { effectiveBound } from '../event/known.ts';
import { readUncitedEvents } from '../event/read.ts';
import { agreementSelect, toAgreement } from '../negotiation/map.ts';
import type { ReadTx } from '../transaction.ts';

/** The ladders of a negotiation on a date: of every measure, or of one. */
export async function readLadders(
  tx: ReadTx,
  negotiation: string,
  { asOf, measure }: { asOf: CalendarDate; measure?: string | undefined },
): Promise<Ladder[]> {
  const status = await readStatusEvents(tx, { negotiations: [negotiation], asOf });
  const visibility = agreementVisibility(deriveAxes(status.get(negotiation) ?? [], asOf));
  const moves = await readUncitedEvents(tx, {
    negotiationSlug: negotiation,
    kind: 'PROPOSAL',
    sortKey: { lt: effectiveBound(asOf) },
    position: { moves: { some: measure === undefined ? {} : { measure } } },
  });
  const events = moves.get(negotiation) ?? [];
  const row =
    visibility === 'NONE' ? null : await tx.agreement.findUnique({ where: { negotiationSlug: negotiation }, select: agreementSelect });
  const agreement = row === null ? null : toAgreement(row);
  const definitions = await readDefinitions(tx, [agreement], [events]);
  const ladders = buildLadders({ events, agreement, agreementVisibility: visibility, definitions, asOf });
  return measure === undefined ? ladders : ladders.filter((ladder) => ladder.measure === measure);
}

/** The definitions of the measures that agreements and moves use. */
export async function readDefinitions(
  tx: ReadTx,
  agreements: readonly (Agreement | null)[],
  moves: readonly (readonly Event[])[],
): Promise<MeasureDefinition[]> {
  const used = new Set([
    ...agreements.flatMap((agreement) =>
      (agreement?.terms ?? []).flatMap(({ measures }) => (measures ?? []).map(({ measure }) => measure)),
    ),
    ...moves.flat().flatMap((event) => (event.kind === 'PROPOSAL' ? (event.position.moves ?? []).map(({ measure }) => measure) : [])),
  ]);
  return tx.measureDefinition.findMany({ where: { measure: { in: [...used] } } });
}

/** The most measures that are told in one list. */
const mostMeasures = 500;

/** The names that measures are used under, with what each means. */
export function readMeasureDefinitions(tx: ReadTx): Promise<MeasureDefinition[]> {
  return tx.measureDefinition.findMany({ orderBy: { measure: 'asc' }, take: mostMeasures });
}
