import type { Event } from '../event/event.ts';
import { compareEvents, type Dated } from '../event/order.ts';
import type { StatusChange } from '../event/status-change.ts';
import { changesBy, replay } from './axes.ts';
import type { Axes } from './deal-status.ts';

/** A step of an event that cannot have been taken, by its place among the steps of the event. */
export interface ImpossibleStep {
  readonly index: number;
  readonly reason: string;
}

const everyDay = '9999-12-31';

/**
 * The steps of an event that cannot follow where its negotiation stood just before. Only what no talks can do is refused: a stoppage
 * that ends or is suspended though none of its kind was called, a deal that is ratified or rejected though there is none, an agreement
 * that is extended or expires after its successor took its place. Steps that repeat a state, or skip one, are accepted: sources do.
 *
 * @param others the other events of the negotiation; one with the event's own id is left out
 */
export function impossibleSteps(event: Dated, steps: readonly StatusChange[], others: readonly Event[]): ImpossibleStep[] {
  const earlier = others.filter(({ id }) => id !== event.id).filter((other) => compareEvents(other, event) < 0);
  const before = changesBy(earlier, everyDay);
  return steps.flatMap((change, index) => {
    const own = steps.slice(0, index).map((step) => ({ event: event.id, date: event.date, time: event.time ?? null, change: step }));
    const reason = whyImpossible(change, replay([...before, ...own]));
    return reason === null ? [] : [{ index, reason }];
  });
}

function whyImpossible(change: StatusChange, axes: Axes): string | null {
  switch (change.axis) {
    case 'STOPPAGE': {
      if (change.state !== 'SUSPENDED' && change.state !== 'ENDED') return null;
      const { state, kind } = axes.stoppage;
      const isOn = state === 'CALLED' || state === 'IN_EFFECT' || state === 'SUSPENDED' || state === 'ENDED';
      return isOn && kind === change.stoppage ? null : `no ${change.stoppage} had been called by then: there is none to be ${change.state}`;
    }
    case 'APPROVAL': {
      if (change.state !== 'RATIFIED' && change.state !== 'REJECTED') return null;
      const isAgreed = axes.bargaining.state === 'TENTATIVE_AGREEMENT' || axes.bargaining.state === 'CONCLUDED';
      const isRepeated = axes.approval.state === change.state;
      return isAgreed || isRepeated ? null : `no TENTATIVE_AGREEMENT had been reached by then: there is none to be ${change.state}`;
    }
    case 'AGREEMENT':
      return axes.agreement.state === 'SUCCESSOR_IN_FORCE' && (change.state === 'EXTENDED' || change.state === 'EXPIRED')
        ? `a successor was in force by then: the agreement could not be ${change.state}`
        : null;
    case 'BARGAINING':
    case 'BLACKOUT':
      return null;
  }
}
