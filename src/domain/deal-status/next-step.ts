import { asAnnounced, isCalledOffAhead } from '../event/announcement.ts';
import type { Event } from '../event/event.ts';
import { compareEvents } from '../event/order.ts';
import { visibilityOn } from '../event/visibility.ts';
import type { Agreement } from '../negotiation/agreement.ts';
import type { Act } from '../position/position.ts';
import { daysBetween } from '../time/calendar.ts';
import { formatDate } from '../time/format.ts';
import { type CalendarDate, effectiveDay, type PartialDate, type TimeOfDay } from '../time/partial-date.ts';
import { agreementVisibility } from './axes.ts';
import type { Axes, Headline } from './deal-status.ts';
import { stoppageNoun } from './rules.ts';

/** The next thing on the calendar: a session, the close of a vote, an expiry. */
export interface NextDate {
  readonly kind: 'SESSION' | 'VOTE_CLOSES' | 'STOPPAGE_BEGINS' | 'STOPPAGE_ENDS' | 'TAKES_EFFECT' | 'EXPIRES' | 'EVENT';
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

/** What the next step is derived from. */
export interface Outlook {
  readonly headline: Headline;
  readonly axes: Axes;
  readonly events: readonly Event[];
  readonly agreement: Agreement | null;
  readonly asOf: CalendarDate;
}

/** The ratification poll that is open on a day, as it was known by then: when it closes, not how it ended. */
export function pollOpenOn(
  events: readonly Event[],
  asOf: CalendarDate,
): { event: string; closesOn?: CalendarDate; closesAt?: TimeOfDay } | null {
  for (const event of events) {
    if (event.kind !== 'VOTE') continue;
    const { purpose, opensOn, closesOn, closesAt } = event.vote;
    if (purpose !== 'RATIFICATION' || opensOn === undefined || opensOn > asOf) continue;
    if ((closesOn ?? effectiveDay(event.date)) < asOf || effectiveDay(event.date) <= asOf) continue;
    return { event: event.id, ...(closesOn !== undefined && { closesOn }), ...(closesAt !== undefined && { closesAt }) };
  }
  return null;
}

function datesAhead({ events, agreement, axes, asOf }: Outlook): NextDate[] {
  const dates: NextDate[] = [];
  for (const event of events) {
    if (isCalledOffAhead(event, asOf)) continue;
    const at = { date: event.date, time: event.time ?? null, event: event.id };
    // Of a vote that nobody announced only its poll is known.
    if (visibilityOn(event, asOf) === 'ANNOUNCED' && event.announcedOn !== undefined && event.announcedOn <= asOf) {
      const stoppage = event.statusChanges?.find((change) => change.axis === 'STOPPAGE');
      const noun = stoppageNoun(axes);
      if (stoppage?.state === 'IN_EFFECT') dates.push({ kind: 'STOPPAGE_BEGINS', what: `the ${noun} is to begin`, ...at });
      else if (stoppage?.state === 'ENDED') dates.push({ kind: 'STOPPAGE_ENDS', what: `the ${noun} is to end`, ...at });
      else if (stoppage?.state === 'SUSPENDED') dates.push({ kind: 'STOPPAGE_ENDS', what: `the ${noun} is to be suspended`, ...at });
      else if (event.kind === 'SESSION') dates.push({ kind: 'SESSION', what: 'bargaining session', ...at });
      else dates.push({ kind: 'EVENT', what: asAnnounced(event).headline, ...at });
    }
    if (event.kind === 'VOTE' && visibilityOn(event, asOf) !== 'EFFECTIVE') {
      const { purpose, opensOn, closesOn, closesAt, body } = event.vote;
      // The vote's own event is that of its result, which nobody knows yet: what leads here is the event that opened it.
      const opened = purpose === 'RATIFICATION' && axes.approval.state === 'MEMBERSHIP_VOTE' ? axes.approval.event : null;
      if (opensOn !== undefined && opensOn <= asOf && closesOn !== undefined && closesOn >= asOf)
        dates.push({ kind: 'VOTE_CLOSES', what: `vote closes (${body})`, date: closesOn, time: closesAt ?? null, event: opened });
    }
  }
  if (agreement !== null && agreementVisibility(axes) === 'FINAL') {
    const { effectiveOn, expiresOn } = agreement;
    if (effectiveOn !== undefined && effectiveDay(effectiveOn) > asOf)
      dates.push({ kind: 'TAKES_EFFECT', what: 'the agreement takes effect', date: effectiveOn, time: null, event: axes.approval.event });
    if (expiresOn !== undefined && effectiveDay(expiresOn) >= asOf)
      dates.push({ kind: 'EXPIRES', what: 'the agreement expires', date: expiresOn, time: null, event: axes.approval.event });
  }
  return dates;
}

function soonest(dates: readonly NextDate[]): NextDate | null {
  const order = (date: NextDate) => `${effectiveDay(date.date)}T${date.time ?? '12:00'} ${date.event ?? ''} ${date.kind}`;
  return dates.toSorted((one, other) => (order(one) < order(other) ? -1 : 1))[0] ?? null;
}

/** What a side put on the table, as against what somebody said about it. */
const offers: ReadonlySet<Act> = new Set(['PROPOSED', 'COUNTERED', 'LAST_BEST_FINAL']);

/** The last offer since talks began on `since`, where one side made it alone that day: the other has to answer. */
function openOffer(events: readonly Event[], asOf: CalendarDate, since: PartialDate | null): Event | null {
  const moves = events
    .filter((event) => event.kind === 'PROPOSAL' && event.position.act !== 'CLAIMED' && visibilityOn(event, asOf) === 'EFFECTIVE')
    .toSorted(compareEvents);
  const last = moves.at(-1);
  if (last?.kind !== 'PROPOSAL' || !offers.has(last.position.act)) return null;
  if (since !== null && effectiveDay(last.date) < effectiveDay(since)) return null;
  const sameDay = moves.filter((move) => effectiveDay(move.date) === effectiveDay(last.date));
  return sameDay.every((move) => move.kind === 'PROPOSAL' && move.position.party === last.position.party) ? last : null;
}

type Task = Pick<NextStep, 'who' | 'what' | 'since' | 'event'>;

function atTheTable({ events, axes, asOf }: Outlook): Task {
  const { since, event } = axes.bargaining;
  const offer = axes.bargaining.state === 'BARGAINING' ? openOffer(events, asOf, since) : null;
  if (offer?.kind === 'PROPOSAL') {
    const [who, offeror] = offer.position.party === 'UNION' ? (['EMPLOYER', 'union’s'] as const) : (['UNION', 'employers’'] as const);
    const what = `The ${offeror} proposal of ${formatDate(offer.date)} has no answer on the record.`;
    return { who, what, since: offer.date, event: offer.id };
  }
  switch (axes.bargaining.state) {
    case 'BARGAINING':
      return { who: 'BOTH', what: 'The two sides are at the table and have to agree.', since, event };
    case 'RECESSED':
      return { who: 'BOTH', what: 'The two sides have to take up the talks again.', since, event };
    case 'SUSPENDED':
      return { who: 'BOTH', what: 'The two sides have to agree to meet again.', since, event };
    default:
      return { who: 'BOTH', what: 'The two sides have to open talks.', since: null, event: null };
  }
}

function task(outlook: Outlook): Task {
  const { headline, axes, events, agreement, asOf } = outlook;
  const { approval, bargaining, stoppage } = axes;
  switch (headline) {
    case 'SUPERSEDED':
      return { who: 'NOBODY', what: 'Nothing is left to do in this round.', since: null, event: null };
    case 'RATIFIED': {
      const runs = agreement?.expiresOn === undefined ? '' : ` It runs until ${formatDate(agreement.expiresOn)}.`;
      return {
        who: 'NOBODY',
        what: `Nothing is left to do: the agreement is ratified.${runs}`,
        since: approval.since,
        event: approval.event,
      };
    }
    case 'RATIFICATION_VOTE': {
      const poll = pollOpenOn(events, asOf);
      const until = poll?.closesOn === undefined ? '' : ` until ${formatDate(poll.closesOn)}`;
      return {
        who: 'UNION_MEMBERS',
        what: `Members vote on the tentative agreement${until}.`,
        since: approval.since,
        event: approval.event,
      };
    }
    case 'TENTATIVE_AGREEMENT':
      if (approval.state === 'GOVERNING_BODY')
        return { who: 'UNION_MEMBERS', what: 'Members have to vote on the deal.', since: approval.since, event: approval.event };
      return {
        who: 'UNION_LEADERS',
        what: 'The union’s governing body has to decide whether to send the deal to members.',
        since: bargaining.since,
        event: bargaining.event,
      };
    case 'STRIKE_CALLED': {
      const noun = stoppageNoun(axes);
      return {
        who: noun === 'lockout' ? 'EMPLOYER' : 'UNION',
        what: `The ${noun} begins unless it is called off.`,
        since: stoppage.since,
        event: stoppage.event,
      };
    }
    default:
      return atTheTable(outlook);
  }
}

/** Who has to act next and what is next on the calendar, as it was known by the end of a day. */
export function nextStepOn(outlook: Outlook): NextStep {
  const { who, what, since, event } = task(outlook);
  const waitingDays = who === 'NOBODY' || since === null || since.length !== 10 ? null : daysBetween(since, outlook.asOf);
  return { who, what, since, waitingDays, event, next: outlook.headline === 'SUPERSEDED' ? null : soonest(datesAhead(outlook)) };
}
