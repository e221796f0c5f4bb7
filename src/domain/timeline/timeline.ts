import { asAnnounced } from '../event/announcement.ts';
import type { Event, EventKind, Significance } from '../event/event.ts';
import { compareEvents, sortKeyOf } from '../event/order.ts';
import type { Axis } from '../event/status-change.ts';
import { visibilityOn } from '../event/visibility.ts';
import { type Issue, issuesBelow } from '../issue/issue.ts';
import type { Person, Side } from '../party/party.ts';
import { type CalendarDate, effectiveDay } from '../time/partial-date.ts';

/** The place of an event in a timeline. */
export interface TimelineKey {
  readonly sortKey: string;
  readonly id: string;
}

/** An event as it stood on a date. One that was only announced is told as announced: without what came of it. */
export interface TimelineEntry<Fact extends Event = Event> {
  readonly negotiation: string;
  readonly event: Fact;
  readonly visibility: 'EFFECTIVE' | 'ANNOUNCED';
}

/** What a timeline can be narrowed to. Several values of one filter mean any of them; several filters mean all of them. */
export interface TimelineFilter {
  readonly asOf: CalendarDate;
  readonly negotiation?: readonly string[] | undefined;
  readonly from?: CalendarDate | undefined;
  readonly to?: CalendarDate | undefined;
  readonly kind?: readonly EventKind[] | undefined;
  /** What moved a negotiation on one of these axes. */
  readonly axis?: readonly Axis[] | undefined;
  /** Positions on demands under these issues, or issues below them. */
  readonly issue?: readonly string[] | undefined;
  /** What this side moved, or what its people said. */
  readonly party?: Side | undefined;
  /** What these people said, and sessions that they attended. */
  readonly person?: readonly string[] | undefined;
  readonly significance?: Significance | undefined;
  /** Words in the headline or the summary. */
  readonly q?: string | undefined;
  readonly order: 'asc' | 'desc';
}

/** An event with the negotiation that it belongs to. */
export interface OwnedEvent {
  readonly negotiation: string;
  readonly event: Event;
}

/** What a timeline is made from. All but the events is only asked for by the filters that need it. */
export interface TimelineFacts {
  readonly events: readonly OwnedEvent[];
  readonly issues: readonly Issue[];
  /** The issue of each demand, by negotiation/id. */
  readonly issueOfDemand: ReadonlyMap<string, string>;
  readonly people: ReadonlyMap<string, Person>;
  /** The organizations of each side, by slug. */
  readonly organizations: Readonly<Record<Side, ReadonlySet<string>>>;
}

/** The place of an entry, in every order. */
export function placeOf({ event }: TimelineEntry): TimelineKey {
  return { sortKey: sortKeyOf(event), id: event.id };
}

/** One event as it stood on a date; null where it was not known by then. */
export function entryOn({ negotiation, event }: OwnedEvent, asOf: CalendarDate): TimelineEntry | null {
  const visibility = visibilityOn(event, asOf);
  if (visibility === 'HIDDEN') return null;
  return { negotiation, event: visibility === 'ANNOUNCED' ? asAnnounced(event) : event, visibility };
}

/** The events that had taken effect or been announced by `asOf` and that the filter lets through, in its order. */
export function timelineOf(facts: TimelineFacts, filter: TimelineFilter): TimelineEntry[] {
  const passes = conditionsOf(facts, filter);
  const entries = facts.events
    .filter((owned) => passes.every((condition) => condition(owned)))
    .toSorted((one, other) => compareEvents(one.event, other.event))
    .flatMap((owned) => entryOn(owned, filter.asOf) ?? []);
  return filter.order === 'asc' ? entries : entries.toReversed();
}

type Condition = (owned: OwnedEvent) => boolean;

function conditionsOf(facts: TimelineFacts, filter: TimelineFilter): Condition[] {
  const { asOf, negotiation, from, to, kind, axis, issue, party, person, significance, q } = filter;
  const isEffective = (event: Event) => visibilityOn(event, asOf) === 'EFFECTIVE';
  const conditions: (Condition | undefined)[] = [
    negotiation && ((owned) => negotiation.includes(owned.negotiation)),
    from === undefined ? undefined : ({ event }) => effectiveDay(event.date) >= from,
    to === undefined ? undefined : ({ event }) => effectiveDay(event.date) <= to,
    kind && (({ event }) => kind.includes(event.kind)),
    significance && (({ event }) => event.significance === significance),
    // What a session or a vote would bring was not announced.
    axis && (({ event }) => (isEffective(event) || !hasOutcome(event)) && movedOn(event, axis)),
    issue && onIssues(facts, issue),
    party && ofSide(facts, party),
    // Who would be in the room was not announced, nor what would be said: only headlines of what takes effect can be searched.
    person && (({ event }) => isEffective(event) && isBy(event, person)),
    q === undefined ? undefined : ({ event }) => (isEffective(event) ? tellsOf(event, q) : headlineTellsOf(event, q)),
  ];
  return conditions.filter((condition) => condition !== undefined);
}

function onIssues({ issues, issueOfDemand }: TimelineFacts, asked: readonly string[]): Condition {
  const below = issuesBelow(issues, asked);
  return ({ negotiation, event }) =>
    event.kind === 'PROPOSAL' && below.has(issueOfDemand.get(`${negotiation}/${event.position.demand}`) ?? '');
}

function ofSide({ people, organizations }: TimelineFacts, side: Side): Condition {
  return ({ event }) => {
    if (event.kind === 'PROPOSAL') return event.position.party === side;
    if (event.kind !== 'STATEMENT') return false;
    const { speaker, organization } = event.statement;
    if (speaker === null) return organizations[side].has(organization);
    return people.get(speaker)?.roles.some((role) => role.side === side) ?? false;
  };
}

function isBy(event: Event, people: readonly string[]): boolean {
  if (event.kind === 'STATEMENT') return event.statement.speaker !== null && people.includes(event.statement.speaker);
  return event.kind === 'SESSION' && (event.session.attendees ?? []).some((attendee) => people.includes(attendee));
}

function movedOn({ statusChanges = [] }: Event, axes: readonly Axis[]): boolean {
  return statusChanges.some(({ axis }) => axes.includes(axis));
}

/** Whether what comes of an event is only known when it takes effect. */
function hasOutcome({ kind }: Event): boolean {
  return kind === 'SESSION' || kind === 'VOTE';
}

function has(text: string, words: string): boolean {
  return text.toLowerCase().includes(words.toLowerCase());
}

function tellsOf({ headline, summary }: Event, words: string): boolean {
  return has(headline, words) || has(summary, words);
}

function headlineTellsOf(event: Event, words: string): boolean {
  return !hasOutcome(event) && has(event.headline, words);
}
