import type { Event } from '../event/event.ts';
import { compareEvents } from '../event/order.ts';
import type { AxisState, StatusChange, StoppageKind } from '../event/status-change.ts';
import { visibilityOn } from '../event/visibility.ts';
import type { CalendarDate, PartialDate, TimeOfDay } from '../time/partial-date.ts';
import type { Axes, AxisReading } from './deal-status.ts';

/** A status change with the event that made it. */
export interface DatedStatusChange {
  readonly event: string;
  readonly date: PartialDate;
  readonly time: TimeOfDay | null;
  readonly change: StatusChange;
}

/**
 * The status changes in effect by the end of a day, in order. Within one event they apply as listed: an event that recommends a
 * deal and opens the vote leaves the vote open.
 */
export function statusChangesBy(events: readonly Event[], asOf: CalendarDate): DatedStatusChange[] {
  return events
    .filter((event) => event.statusChanges !== undefined && visibilityOn(event, asOf) === 'EFFECTIVE')
    .toSorted(compareEvents)
    .flatMap((event) =>
      (event.statusChanges ?? []).map((change) => ({ event: event.id, date: event.date, time: event.time ?? null, change })),
    );
}

/** Where every axis stands after the changes, applied in order: the latest on an axis wins. */
export function axesAfter(changes: readonly DatedStatusChange[]): Axes {
  const unset = { since: null, event: null };
  let agreement: AxisReading<AxisState<'AGREEMENT'> | null> = { state: null, ...unset };
  let bargaining: AxisReading<AxisState<'BARGAINING'>> = { state: 'NOT_OPENED', ...unset };
  let stoppage: AxisReading<AxisState<'STOPPAGE'>> & { readonly kind: StoppageKind | null } = { state: 'NONE', kind: null, ...unset };
  let approval: AxisReading<AxisState<'APPROVAL'>> = { state: 'NONE', ...unset };
  let blackout: AxisReading<AxisState<'BLACKOUT'>> = { state: 'OFF', ...unset };
  for (const { event, date, change } of changes) {
    const at = { since: date, event };
    // A state restated keeps the day it began on: "in talks since", not "last said to be in talks".
    switch (change.axis) {
      case 'AGREEMENT':
        if (agreement.state !== change.state) agreement = { state: change.state, ...at };
        break;
      case 'BARGAINING':
        if (bargaining.state !== change.state || bargaining.event === null) bargaining = { state: change.state, ...at };
        // A new deal is to be approved anew, whatever became of the one before.
        if (change.state === 'TENTATIVE_AGREEMENT' && approval.state === 'REJECTED') approval = { state: 'NONE', ...at };
        break;
      case 'STOPPAGE':
        if (stoppage.state !== change.state || stoppage.kind !== (change.stoppage ?? null) || stoppage.event === null)
          stoppage = { state: change.state, kind: change.stoppage ?? null, ...at };
        break;
      case 'APPROVAL':
        if (approval.state !== change.state || approval.event === null) approval = { state: change.state, ...at };
        // A deal that was turned down leaves the sides to bargain.
        if (change.state === 'REJECTED' && (bargaining.state === 'TENTATIVE_AGREEMENT' || bargaining.state === 'CONCLUDED'))
          bargaining = { state: 'BARGAINING', ...at };
        break;
      case 'BLACKOUT':
        if (blackout.state !== change.state || blackout.event === null) blackout = { state: change.state, ...at };
        break;
    }
  }
  return { agreement, bargaining, stoppage, approval, blackout };
}

/** Where every axis of a negotiation stands by the end of a day. */
export function deriveAxes(events: readonly Event[], asOf: CalendarDate): Axes {
  return axesAfter(statusChangesBy(events, asOf));
}

/** Whether the terms of the agreement may be told on a date: from the tentative agreement on; final once ratified. */
export type AgreementVisibility = 'NONE' | 'TENTATIVE' | 'FINAL';

/** How far the agreement is, by the axes. A deal that was turned down is none, because bargaining is open again. */
export function agreementVisibility(axes: Axes): AgreementVisibility {
  if (axes.approval.state === 'RATIFIED') return 'FINAL';
  return axes.bargaining.state === 'TENTATIVE_AGREEMENT' || axes.bargaining.state === 'CONCLUDED' ? 'TENTATIVE' : 'NONE';
}
