import type { Axes } from '../deal-status/deal-status.ts';
import { type Axis, axes } from '../event/status-change.ts';
import type { Ladder } from '../ladder/ladder.ts';
import { rungKey } from '../ladder/rung.ts';

/** How far back a difference reaches for which no first date is asked, in days. */
export const week = 7;

/** An axis on which a negotiation does not stand where it stood. */
export interface AxisMove {
  readonly axis: Axis;
  /** Null where nothing about the axis was on the record. */
  readonly before: string | null;
  readonly after: string | null;
  /** The event that says so; null where what said it is no longer on the record. */
  readonly event: string | null;
}

/** The latest number of each side, and the agreed one. */
export interface Numbers {
  readonly union: number | null;
  readonly employer: number | null;
  readonly agreed: number | null;
  /** Whose costing the agreed number is, where it is one. */
  readonly agreedClaimedBy: string | null;
}

/** A measure of which a number is another, is there for the first time, or is there no more. */
export interface NumberMove extends Pick<Ladder, 'measure' | 'title' | 'unit' | 'contractYear' | 'scope'> {
  readonly before: Numbers;
  readonly after: Numbers;
}

const fields = {
  AGREEMENT: 'agreement',
  BARGAINING: 'bargaining',
  STOPPAGE: 'stoppage',
  APPROVAL: 'approval',
  BLACKOUT: 'blackout',
} as const satisfies Record<Axis, keyof Axes>;

/** The axes that moved between two readings, in their usual order. `before` is null where the negotiation was not on the record. */
export function axesMoved(before: Axes | null, after: Axes): AxisMove[] {
  return axes.flatMap((axis) => {
    const was = before === null ? null : before[fields[axis]].state;
    const { state, event } = after[fields[axis]];
    const isUnset = before === null && event === null;
    return was === state || isUnset ? [] : [{ axis, before: was, after: state, event }];
  });
}

const none: Numbers = { union: null, employer: null, agreed: null, agreedClaimedBy: null };

function numbersOf({ latest: { union, employer }, agreed }: Ladder): Numbers {
  return {
    union: union?.value ?? null,
    employer: employer?.value ?? null,
    agreed: agreed?.value ?? null,
    agreedClaimedBy: agreed?.claimedBy ?? null,
  };
}

/** The measures whose numbers changed: in the order of the later ladders, then those that are on none of them any more. */
export function numbersMoved(before: readonly Ladder[], after: readonly Ladder[]): NumberMove[] {
  const earlier = new Map(before.map((ladder) => [rungKey(ladder), numbersOf(ladder)]));
  const later = new Map(after.map((ladder) => [rungKey(ladder), numbersOf(ladder)]));
  return [...after, ...before.filter((ladder) => !later.has(rungKey(ladder)))].flatMap((ladder) => {
    const was = earlier.get(rungKey(ladder)) ?? none;
    const is = later.get(rungKey(ladder)) ?? none;
    if (was.union === is.union && was.employer === is.employer && was.agreed === is.agreed) return [];
    const { measure, title, unit, contractYear, scope } = ladder;
    return [{ measure, title, unit, contractYear, scope, before: was, after: is }];
  });
}
