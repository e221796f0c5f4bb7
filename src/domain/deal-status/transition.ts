import { compareEvents, type Dated } from '../event/order.ts';
import type { StatusChange } from '../event/status-change.ts';
import { axesAfter, type DatedStatusChange } from './axes.ts';
import type { Axes } from './deal-status.ts';

/** An event as far as its steps go. */
export interface Stepped extends Dated {
  readonly statusChanges?: readonly StatusChange[];
}

/** A step that cannot have been taken, by its event and its place among the steps of the event. */
export interface ImpossibleStep {
  readonly event: string;
  readonly index: number;
  readonly change: StatusChange;
  readonly reason: string;
}

/**
 * The steps of a negotiation that cannot follow where it stood just before. Only what no talks can do is among them: a stoppage that ends
 * or is suspended though none of its kind was called, a deal that is ratified or rejected though there is none, an agreement that is
 * extended or expires after its successor took its place. Steps that repeat a state, or skip one, are accepted: sources do.
 */
export function impossibleSteps(events: readonly Stepped[]): ImpossibleStep[] {
  const before: DatedStatusChange[] = [];
  return events.toSorted(compareEvents).flatMap(({ id, date, time, statusChanges = [] }) =>
    statusChanges.flatMap((change, index) => {
      const reason = whyImpossible(change, axesAfter(before));
      before.push({ event: id, date, time: time ?? null, change });
      return reason === null ? [] : [{ event: id, index, change, reason }];
    }),
  );
}

/**
 * What an edit of a negotiation is refused for: the steps of the events that it brings which cannot have been taken, and those of other
 * events that could be taken before the edit and cannot any more.
 */
export function stepsMadeImpossible(
  before: readonly Stepped[],
  after: readonly Stepped[],
  isBrought: (event: string) => boolean,
): ImpossibleStep[] {
  const key = ({ event, index }: ImpossibleStep) => `${event} ${index}`;
  const already = new Set(impossibleSteps(before).map(key));
  return impossibleSteps(after).filter((step) => isBrought(step.event) || !already.has(key(step)));
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
