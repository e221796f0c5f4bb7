import { type AgreementSummary, agreementSummary } from '../deal-status/agreement-summary.ts';
import type { DealStatus } from '../deal-status/deal-status.ts';
import { deriveDealStatus, type StatusFacts } from '../deal-status/derive.ts';
import type { Event } from '../event/event.ts';
import { compareEvents } from '../event/order.ts';
import { knownFrom, visibilityOn } from '../event/visibility.ts';
import type { Negotiation } from '../negotiation/negotiation.ts';
import { type CalendarDate, effectiveDay } from '../time/partial-date.ts';
import type { KnownNegotiation, KnownRecord } from './known.ts';

/** The days that a negotiation is on the record from; null while it has no event. */
export interface Start {
  /** The day from which its first event counts. */
  readonly startedOn: CalendarDate;
  /** The first day on which anything about it had happened or been announced. */
  readonly knownFrom: CalendarDate;
}

/** Where a negotiation stood on a date, as the record knew it. */
export interface KnownStanding {
  readonly negotiation: Negotiation;
  readonly startedOn: CalendarDate;
  readonly status: DealStatus;
  /** The last event that had taken effect. */
  readonly latestEvent: (Pick<Event, 'id' | 'kind' | 'date' | 'headline'> & { readonly negotiation: string }) | null;
  readonly agreement: AgreementSummary | null;
}

/** From when a negotiation is on the record. */
export function startOf({ events }: Pick<KnownNegotiation, 'events'>): Start | null {
  const [startedOn] = events.map(({ date }) => effectiveDay(date)).toSorted();
  const [first] = events.map(knownFrom).toSorted();
  return startedOn === undefined || first === undefined ? null : { startedOn, knownFrom: first };
}

/**
 * Where negotiations stood on a date, the latest begun first; those that were not on the record by then are left out. The record must
 * know the rounds that followed them, too.
 */
export function standingsOf(record: KnownRecord, slugs: readonly string[], asOf: CalendarDate): KnownStanding[] {
  return slugs
    .flatMap((slug) => {
      const known = record.negotiations.get(slug);
      const start = known === undefined ? null : startOf(known);
      return known === undefined || start === null || start.knownFrom > asOf ? [] : [standingOf(record, known, start, asOf)];
    })
    .toSorted((one, other) => compareTexts(other.startedOn, one.startedOn) || compareTexts(one.negotiation.slug, other.negotiation.slug));
}

function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function standingOf(record: KnownRecord, known: KnownNegotiation, { startedOn }: Start, asOf: CalendarDate): KnownStanding {
  const { negotiation, agreement, events } = known;
  const successor = successorInForce(record, negotiation, asOf);
  const status = deriveDealStatus({ events, agreement, successor, timeZone: negotiation.timeZone, asOf });
  const latest = inEffect(events, asOf).at(-1);
  return {
    negotiation,
    startedOn,
    status,
    latestEvent:
      latest === undefined
        ? null
        : { id: latest.id, negotiation: negotiation.slug, kind: latest.kind, date: latest.date, headline: latest.headline },
    agreement: agreementSummary(agreement, status.axes, asOf),
  };
}

/** The round that followed, where its agreement was in force by then. */
function successorInForce(record: KnownRecord, { successor }: Negotiation, asOf: CalendarDate): StatusFacts['successor'] {
  const next = successor === undefined ? undefined : record.negotiations.get(successor);
  if (next === undefined) return null;
  const began = inEffect(next.events, asOf).find((event) =>
    event.statusChanges?.some(({ axis, state }) => axis === 'AGREEMENT' && state === 'SUCCESSOR_IN_FORCE'),
  );
  if (began === undefined) return null;
  const { slug, shortTitle } = next.negotiation;
  return { slug, shortTitle, since: began.date, event: began.id };
}

function inEffect(events: readonly Event[], asOf: CalendarDate): Event[] {
  return events.filter((event) => visibilityOn(event, asOf) === 'EFFECTIVE').toSorted(compareEvents);
}
