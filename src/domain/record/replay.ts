import type { Event } from '../event/event.ts';
import { compareEvents } from '../event/order.ts';
import { knownFrom } from '../event/visibility.ts';
import { addDays } from '../time/calendar.ts';
import type { CalendarDate } from '../time/partial-date.ts';
import type { NegotiationFile } from './record.ts';

/** An event of a replay, with the negotiation that it belongs to. */
export interface ReplayedEvent {
  readonly negotiation: string;
  readonly event: Event;
}

/** A day of a replay, with what was known from that day on, in order. */
export interface ReplayDay {
  readonly day: CalendarDate;
  readonly events: readonly ReplayedEvent[];
}

/** How many days of quiet a replay begins with. */
const leadDays = 3;

/** A negotiation on a stage of its own: the rounds before and after it that are not played are not referred to. */
export function stageOf(negotiation: NegotiationFile, played: readonly string[]): NegotiationFile {
  const { predecessor, successor, ...rest } = negotiation;
  return {
    ...rest,
    ...(predecessor !== undefined && played.includes(predecessor) && { predecessor }),
    ...(successor !== undefined && played.includes(successor) && { successor }),
  };
}

/**
 * Negotiations day by day, with no day left out. Without `from` a replay begins shortly before the first stoppage takes effect, or with
 * the first event where there was none; what was known before is all told on its first day. Without `to` it ends with the last event.
 */
export function replayOf(
  negotiations: readonly Pick<NegotiationFile, 'slug' | 'events'>[],
  { from, to }: { readonly from?: CalendarDate; readonly to?: CalendarDate } = {},
): ReplayDay[] {
  const all = negotiations.flatMap(({ slug, events }) => events.map((event) => ({ negotiation: slug, event, day: knownFrom(event) })));
  const days = all.map(({ day }) => day).toSorted();
  const stoppages = all.filter(({ event }) => event.statusChanges?.some(({ axis, state }) => axis === 'STOPPAGE' && state === 'IN_EFFECT'));
  const stopped = stoppages.map(({ day }) => day).toSorted()[0];
  const first = from ?? (stopped === undefined ? days[0] : addDays(stopped, -leadDays));
  const last = to ?? days.at(-1);
  if (first === undefined || last === undefined || last < first) return [];
  const byDay = Map.groupBy(
    all.filter(({ day }) => day <= last),
    ({ day }) => (day < first ? first : day),
  );
  const replay: ReplayDay[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) {
    const events = (byDay.get(day) ?? []).toSorted((one, other) =>
      one.day < other.day ? -1 : one.day > other.day ? 1 : compareEvents(one.event, other.event),
    );
    replay.push({ day, events: events.map(({ negotiation, event }) => ({ negotiation, event })) });
  }
  return replay;
}
