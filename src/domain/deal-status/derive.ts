import type { Event } from '../event/event.ts';
import { visibilityOn } from '../event/visibility.ts';
import type { Agreement } from '../negotiation/agreement.ts';
import type { CalendarDate } from '../time/partial-date.ts';
import { axesAfter, statusChangesBy } from './axes.ts';
import { dayCountOn } from './day-count.ts';
import type { DealStatus } from './deal-status.ts';
import { explain, type SuccessorInForce } from './explanation.ts';
import { nextStepOn } from './next-step.ts';
import { headlineRuleFor, labelFor } from './rules.ts';

/** What a status is derived from. Facts that are not about status, votes, sessions or moves may be left out. */
export interface StatusFacts {
  readonly events: readonly Event[];
  readonly agreement: Agreement | null;
  /** The round that followed, where its agreement was in force by then. */
  readonly successor: SuccessorInForce | null;
  /** The place whose calendar and clocks the talks go by. */
  readonly timeZone: string;
  readonly asOf: CalendarDate;
}

/**
 * Where a negotiation stood by the end of a day, from dated facts alone: the order in which they are given does not matter,
 * and a fact that was first known later changes nothing.
 */
export function deriveDealStatus({ events, agreement, successor, timeZone, asOf }: StatusFacts): DealStatus {
  const changes = statusChangesBy(events, asOf);
  const axes = axesAfter(changes);
  const membershipVoteSet = events.some(
    (event) =>
      visibilityOn(event, asOf) === 'ANNOUNCED' &&
      event.statusChanges?.some((change) => change.axis === 'APPROVAL' && change.state === 'MEMBERSHIP_VOTE'),
  );
  const rule = headlineRuleFor({ axes, successorInForce: successor !== null, membershipVoteSet });
  const { headline } = rule;
  return {
    asOf,
    headline,
    label: labelFor(rule, axes),
    explanation: explain({ headline, axes, changes, events, agreement, successor, timeZone, asOf }),
    ends: rule.ends,
    axes,
    dayCount: dayCountOn(events, asOf),
    nextStep: nextStepOn({ headline, axes, events, agreement, asOf }),
  };
}
