import type { CalendarDate, PartialDate, TimeOfDay } from '../time/partial-date.ts';

/** The next thing on the calendar: a session, the close of a vote, an expiry. */
export interface NextDate {
  readonly kind: 'SESSION' | 'VOTE_CLOSES' | 'VOTE_OPENS' | 'STOPPAGE_BEGINS' | 'TAKES_EFFECT' | 'EXPIRES' | 'EVENT';
  readonly date: PartialDate;
  readonly time: TimeOfDay | null;
  readonly what: string;
  readonly event: string | null;
}

/** Who has to act, what, and since when; and the next dated thing. */
export interface NextStep {
  readonly who: 'UNION' | 'EMPLOYER' | 'BOTH' | 'UNION_MEMBERS' | 'UNION_LEADERS' | 'NOBODY';
  /** A sentence of what has to happen next. */
  readonly what: string;
  readonly since: PartialDate | null;
  /** Whole days from `since` to the date asked about; null where `since` is less precise than a day. */
  readonly waitingDays: number | null;
  readonly event: string | null;
  readonly next: NextDate | null;
}

/** A day on which the record itself looks ahead, for instance the expiry of an agreement. */
export interface KnownDate {
  readonly knownFrom: CalendarDate;
  readonly date: NextDate;
}
