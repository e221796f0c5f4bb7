import { formatDate } from '../time/format.ts';
import { type CalendarDate, effectiveDay } from '../time/partial-date.ts';
import type { Event } from './event.ts';

/**
 * An event as it was known before its day: what had been announced, and nothing of what came of it. A session that was
 * later held is only scheduled, and neither where it was held nor how long it went on is told; one that was called off is (see
 * {@link asStillSet}). A vote has no result yet, and the words written afterwards are left out. Its sources stay, without what they
 * say, so that the fact can still be checked.
 */
export function asAnnounced(event: Event): Event {
  const { endDate, ...known } = event;
  const summary =
    event.announcedOn === undefined
      ? `Set for ${formatDate(event.date)}.`
      : `Announced on ${formatDate(event.announcedOn)} for ${formatDate(event.date)}.`;
  const told = { summary, citations: event.citations.map(({ source }) => ({ source })) };
  switch (known.kind) {
    case 'SESSION': {
      const { statusChanges: _outcome, ...set } = known;
      const { status, venue } = known.session;
      if (status === 'HELD') return { ...set, ...told, headline: setFor(event), session: { status: 'SCHEDULED' } };
      const plan = { ...set, ...told, ...(endDate !== undefined && { endDate }) };
      return {
        ...plan,
        headline: status === 'CANCELLED' ? `Bargaining session of ${formatDate(event.date)} called off` : setFor(event),
        session: { status, ...(venue !== undefined && { venue }) },
      };
    }
    case 'VOTE': {
      const { statusChanges: _outcome, ...set } = known;
      const { purpose, body, opensOn, closesOn, closesAt } = known.vote;
      const poll = {
        ...(opensOn !== undefined && { opensOn }),
        ...(closesOn !== undefined && { closesOn }),
        ...(closesAt !== undefined && { closesAt }),
      };
      // The event's own day is that of the result, which only an announcement can have named.
      const voting =
        event.announcedOn !== undefined || opensOn === undefined
          ? {}
          : { summary: `Voting opens on ${formatDate(opensOn)}${closesOn === undefined ? '' : ` and closes on ${formatDate(closesOn)}`}.` };
      return { ...set, ...told, ...voting, headline: `Vote set: ${body}`, vote: { purpose, body, ...poll, result: 'PENDING' } };
    }
    default:
      return { ...known, ...told };
  }
}

function setFor({ date }: Event): string {
  return `Bargaining session set for ${formatDate(date)}`;
}

/** Whether an event is a session that was called off, and still lay ahead on a day. */
export function isCalledOffAhead(event: Event, asOf: CalendarDate): boolean {
  return event.kind === 'SESSION' && event.session.status === 'CANCELLED' && effectiveDay(event.date) > asOf;
}

/**
 * An event on a day before which the record may not yet have called it off: then it was still set. The facts say that a session was
 * called off, but not when; the log says since when the record has said so (`calledOffOn`). So a session of next week is called off
 * from the day on which a desk wrote it down, and of one that was loaded years later nobody is told the evening before.
 */
export function asStillSet(event: Event, calledOffOn: CalendarDate | undefined, asOf: CalendarDate): Event {
  if (event.kind !== 'SESSION' || !isCalledOffAhead(event, asOf)) return event;
  return calledOffOn !== undefined && calledOffOn <= asOf ? event : { ...event, session: { ...event.session, status: 'SCHEDULED' } };
}
