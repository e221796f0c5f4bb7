import type { Change } from '#domain/change/change.ts';
import { type AxisMove, axesMoved, type NumberMove, numbersMoved } from '#domain/difference/difference.ts';
import { knownFrom as firstKnown } from '#domain/event/visibility.ts';
import type { Ladder } from '#domain/ladder/ladder.ts';
import type { KnownStanding } from '#domain/record/known-status.ts';
import { addDays } from '#domain/time/calendar.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import { dayOf } from '#domain/time/zone.ts';
import type { TimelineEntry } from '#domain/timeline/timeline.ts';
import { readChanges, readVersion } from '../change/read.ts';
import { type DealStatusRead, readDealStatuses } from '../deal-status/read.ts';
import type { NegotiationFrame } from '../negotiation/list.ts';
import { readLadders } from '../position/read.ts';
import { readKnownLadders, readKnownRounds, readKnownStatuses } from '../record/known.ts';
import { readTimeline } from '../timeline/read.ts';
import type { ReadTx } from '../transaction.ts';

/** The most events, and the most changes, that one difference tells. */
export const mostOfDifference = 200;

/** What changed in a negotiation between the end of one day and that of another. */
export interface Difference {
  /** Null where the negotiation was not on the record by then. */
  readonly before: { readonly asOf: CalendarDate; readonly status: DealStatusRead | KnownStanding | null };
  readonly after: { readonly asOf: CalendarDate; readonly status: DealStatusRead };
  readonly axes: readonly AxisMove[];
  readonly numbers: readonly NumberMove[];
  /** What took effect after the first day, or was announced after it and is still to come, in order of time. */
  readonly events: readonly TimelineEntry[];
  /** Whether all events, and all changes, are told. */
  readonly complete: boolean;
  /** What was written into the record since a number of its log, the earliest first; empty where two days are compared. */
  readonly changes: readonly Change[];
}

/**
 * What is another at the end of `to` than at the end of `from`, by what the record says now. `to` must not lie before `from`, nor
 * before the negotiation was on the record.
 */
export async function readDifference(
  tx: ReadTx,
  { negotiation: { slug }, knownFrom }: NegotiationFrame,
  { from, to }: { from: CalendarDate; to: CalendarDate },
): Promise<Difference> {
  const isKnown = knownFrom !== null && knownFrom <= from;
  const status = isKnown ? await readStatus(tx, slug, from) : null;
  return readDifferenceTo(tx, slug, { from, to }, { status, ladders: isKnown ? await readLadders(tx, slug, { asOf: from }) : [] });
}

async function readStatus(tx: ReadTx, slug: string, asOf: CalendarDate): Promise<DealStatusRead | null> {
  return (await readDealStatuses(tx, { asOf, negotiations: [slug], limit: 1 })).items[0] ?? null;
}

/** What is another at the end of `to` than it was before, by what the record says of `to` now. */
async function readDifferenceTo(
  tx: ReadTx,
  slug: string,
  { from, to }: { from: CalendarDate; to: CalendarDate },
  before: { readonly status: Difference['before']['status']; readonly ladders: readonly Ladder[] },
): Promise<Difference> {
  const after = await readStatus(tx, slug, to);
  if (after === null) throw new Error(`${slug} was not on the record by ${to}.`);
  const own = { asOf: to, negotiation: [slug], order: 'asc' as const, limit: mostOfDifference };
  const happened = await readTimeline(tx, { ...own, from: addDays(from, 1), to });
  const upcoming = await readTimeline(tx, { ...own, from: addDays(to, 1) });
  const events = [...happened.items, ...upcoming.items.filter(({ event }) => firstKnown(event) > from)];
  return {
    before: { asOf: from, status: before.status },
    after: { asOf: to, status: after },
    axes: axesMoved(before.status?.status.axes ?? null, after.status.axes),
    numbers: numbersMoved(before.ladders, await readLadders(tx, slug, { asOf: to })),
    events: events.slice(0, mostOfDifference),
    complete: happened.next === null && events.length <= mostOfDifference,
    changes: [],
  };
}

/**
 * What is another than a reader saw when the log of the record had reached a number: the status and the numbers as the record knew them
 * then, on the day of that change, beside that of today; and every change to the negotiation that was written since.
 */
export async function readDifferenceSince(
  tx: ReadTx,
  frame: NegotiationFrame,
  { since, to }: { since: number; to: CalendarDate },
): Promise<Difference> {
  const { slug, timeZone } = frame.negotiation;
  const version = Math.min(since, await readVersion(tx));
  const [last] = await readChanges(tx, { since: version - 1, until: version, limit: 1 });
  const seen = last === undefined ? to : dayOf(last.recordedAt, timeZone);
  const from = seen < to ? seen : to;
  const rounds = (await readKnownRounds(tx, version)).filter((round) => round.slug === slug);
  const [status = null] = (await readKnownStatuses(tx, version, { asOf: from, rounds, limit: 1 })).items;
  const ladders = status === null ? [] : await readKnownLadders(tx, version, slug, from);
  const difference = await readDifferenceTo(tx, slug, { from, to }, { status, ladders });
  const changes = await readChanges(tx, { since: version, negotiation: [slug], limit: mostOfDifference + 1 });
  return {
    ...difference,
    complete: difference.complete && changes.length <= mostOfDifference,
    changes: changes.slice(0, mostOfDifference),
  };
}
