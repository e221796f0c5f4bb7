import type { Event } from '../event/event.ts';
import type { StatusChange } from '../event/status-change.ts';
import type { Visibility } from '../event/visibility.ts';
import type { Agreement } from '../negotiation/agreement.ts';
import { oneLine, readableLines } from '../text/one-line.ts';
import { addDays } from '../time/calendar.ts';
import { type CalendarDate, latestDay, type TimeOfDay } from '../time/partial-date.ts';

/** How sure an entry of a calendar is (RFC 5545, 3.8.1.11). */
export type EntryStatus = 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED';

/** What the log says of the facts that an entry is told from: how often they were changed, and when last. */
export interface Revision {
  /** It grows with every change. */
  readonly sequence: number;
  /** An instant. */
  readonly updated: string;
}

/** One entry of a calendar: something with a day that is known. */
export interface CalendarEntry {
  /**
   * Unique in the record, without the site's name, and the same for as long as the fact has its id. That of an event begins with its
   * date: a session that is put at another hour keeps it; one that is put on another day is another event, and the first is retracted.
   */
  readonly uid: string;
  readonly title: string;
  readonly text: string;
  /** The page of the fact, as a path on this site. */
  readonly path: string;
  readonly day: CalendarDate;
  /** In the time zone of the negotiation; null where it is all day, because no time is known. */
  readonly time: TimeOfDay | null;
  /** The day after the last of an entry of whole days. */
  readonly until: CalendarDate;
  readonly timeZone: string;
  readonly status: EntryStatus;
  readonly place: string | null;
  readonly revision: Revision;
}

/** An event for a calendar, as it was known on the date of the calendar; or an earlier version of one. */
export interface CalendarEvent {
  readonly event: Event;
  /** A vote is HIDDEN of which only the poll was known, and its own page not on the record yet. */
  readonly visibility: Visibility;
  readonly revision: Revision;
}

/** The agreement of a negotiation for a calendar. */
export interface CalendarAgreement {
  readonly terms: Omit<Agreement, 'terms'>;
  readonly tentative: boolean;
  readonly revision: Revision;
}

/** What the entries of one negotiation are made from. */
export interface CalendarFacts {
  readonly negotiation: { readonly slug: string; readonly shortTitle: string; readonly timeZone: string };
  readonly asOf: CalendarDate;
  readonly events: readonly CalendarEvent[];
  /** Its agreement, where it was known on the date of the calendar. */
  readonly agreement: CalendarAgreement | null;
  /** What calendars may have taken over before it was corrected or retracted, or the deal was turned down; the latest first. */
  readonly earlier: { readonly events: readonly CalendarEvent[]; readonly agreements: readonly CalendarAgreement[] };
}

function isDay(date: string | undefined): date is CalendarDate {
  return date?.length === 10;
}

/** The steps that people put in a calendar: a stoppage begins, a contract runs out, is extended or takes effect. */
function isDeadline(change: StatusChange): boolean {
  if (change.axis === 'STOPPAGE') return change.state === 'IN_EFFECT';
  return change.axis === 'AGREEMENT' && change.state !== 'IN_FORCE';
}

/** Whether an event belongs in a calendar: sessions, what was announced with its day, and deadlines. Votes are told by their polls. */
function isForCalendar(event: Event): boolean {
  return event.kind === 'SESSION' || event.announcedOn !== undefined || (event.statusChanges ?? []).some(isDeadline);
}

function statusOf({ event, visibility }: CalendarEvent): EntryStatus {
  if (event.kind === 'SESSION' && event.session.status !== 'HELD') return event.session.status === 'CANCELLED' ? 'CANCELLED' : 'TENTATIVE';
  return visibility === 'ANNOUNCED' ? 'TENTATIVE' : 'CONFIRMED';
}

type Frame = CalendarFacts['negotiation'];

function eventEntry(told: CalendarEvent, { shortTitle, timeZone }: Frame): CalendarEntry[] {
  const { event, revision } = told;
  if (told.visibility === 'HIDDEN' || !isForCalendar(event) || !isDay(event.date)) return [];
  return [
    {
      uid: event.id,
      title: oneLine(`${shortTitle}: ${event.headline}`),
      text: readableLines(event.summary).join('\n'),
      path: `/events/${event.id}`,
      day: event.date,
      time: event.time ?? null,
      until: addDays(latestDay(event.endDate ?? event.date), 1),
      timeZone,
      status: statusOf(told),
      place: event.kind === 'SESSION' && event.session.venue !== undefined ? oneLine(event.session.venue) : null,
      revision,
    },
  ];
}

/** The opening and the closing of a poll: set until it has come to pass. */
function pollEntries(told: CalendarEvent, { slug, shortTitle, timeZone }: Frame, asOf: CalendarDate): CalendarEntry[] {
  const { event, revision, visibility } = told;
  if (event.kind !== 'VOTE') return [];
  const { body, opensOn, closesOn, closesAt, result } = event.vote;
  const ends = [
    { end: 'opens', day: opensOn, time: null, isDone: opensOn !== undefined && opensOn <= asOf },
    { end: 'closes', day: closesOn, time: closesAt ?? null, isDone: result !== 'PENDING' || (closesOn !== undefined && closesOn < asOf) },
  ] as const;
  return ends.flatMap(({ end, day, time, isDone }) => {
    if (day === undefined) return [];
    return [
      {
        uid: `${event.id}-${end}`,
        title: oneLine(`${shortTitle}: vote ${end}, ${body}`),
        text: readableLines(event.headline).join('\n'),
        path: visibility === 'HIDDEN' ? `/negotiations/${slug}` : `/events/${event.id}`,
        day,
        time,
        until: addDays(day, 1),
        timeZone,
        status: isDone ? ('CONFIRMED' as const) : ('TENTATIVE' as const),
        place: null,
        revision,
      },
    ];
  });
}

function agreementEntries({ terms, tentative, revision }: CalendarAgreement, { slug, shortTitle, timeZone }: Frame): CalendarEntry[] {
  const ends = [
    { end: 'takes-effect', day: terms.effectiveOn, words: 'agreement takes effect' },
    { end: 'expires', day: terms.expiresOn, words: 'agreement expires' },
  ] as const;
  return ends.flatMap(({ end, day, words }) =>
    isDay(day)
      ? [
          {
            uid: `${slug}-agreement-${end}`,
            title: oneLine(`${shortTitle}: ${words}`),
            text: oneLine(`${terms.title}${tentative ? '. Tentative, until members ratify it.' : ''}`),
            path: `/negotiations/${slug}`,
            day,
            time: null,
            until: addDays(day, 1),
            timeZone,
            status: tentative ? ('TENTATIVE' as const) : ('CONFIRMED' as const),
            place: null,
            revision,
          },
        ]
      : [],
  );
}

/**
 * The entries of a negotiation's calendar: sessions, the openings and closings of votes, stoppages, expiries and effective dates, and
 * whatever else was announced with its day. What is known only to the month or the year is in none: a calendar would claim a day that
 * nobody named. What was an entry and is none any more stays, cancelled, so that it leaves the calendars that took it over.
 */
export function calendarEntries({ negotiation, asOf, events, agreement, earlier }: CalendarFacts): CalendarEntry[] {
  const entriesOf = (told: readonly CalendarEvent[], agreements: readonly CalendarAgreement[]) => [
    ...told.flatMap((each) => [...eventEntry(each, negotiation), ...pollEntries(each, negotiation, asOf)]),
    ...agreements.flatMap((each) => agreementEntries(each, negotiation)),
  ];
  const entries = new Map(entriesOf(events, agreement === null ? [] : [agreement]).map((entry) => [entry.uid, entry]));
  for (const entry of entriesOf(earlier.events, earlier.agreements))
    if (!entries.has(entry.uid)) entries.set(entry.uid, { ...entry, status: 'CANCELLED' });
  return [...entries.values()];
}
