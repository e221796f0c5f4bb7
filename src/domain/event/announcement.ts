import { formatDate } from '../time/format.ts';
import type { Event } from './event.ts';

/**
 * An event as it was known before its day: what had been announced, and nothing of what came of it. A session that was
 * later held is only scheduled, a vote has no result yet, and the words written afterwards are left out. Its sources
 * stay, without what they say, so that the fact can still be checked.
 */
export function asAnnounced(event: Event): Event {
  const { endDate: _, ...known } = event;
  const summary =
    event.announcedOn === undefined
      ? `Set for ${formatDate(event.date)}.`
      : `Announced on ${formatDate(event.announcedOn)} for ${formatDate(event.date)}.`;
  const told = { summary, citations: event.citations.map(({ source }) => ({ source })) };
  switch (known.kind) {
    case 'SESSION': {
      const { statusChanges: _outcome, ...set } = known;
      return { ...set, ...told, headline: `Bargaining session set for ${formatDate(event.date)}`, session: { status: 'SCHEDULED' } };
    }
    case 'VOTE': {
      const { statusChanges: _outcome, ...set } = known;
      const { purpose, body, opensOn, closesOn, closesAt } = known.vote;
      const poll = {
        ...(opensOn !== undefined && { opensOn }),
        ...(closesOn !== undefined && { closesOn }),
        ...(closesAt !== undefined && { closesAt }),
      };
      return { ...set, ...told, headline: `Vote set: ${body}`, vote: { purpose, body, ...poll, result: 'PENDING' } };
    }
    default:
      return { ...known, ...told };
  }
}
