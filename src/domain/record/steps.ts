import { type ImpossibleStep, type Stepped, stepsMadeImpossible } from '../deal-status/transition.ts';
import { canonicalText } from './canonical.ts';
import type { Problem, RecordFile } from './validate.ts';

/** Whether two events, as the log holds them, take the same steps at the same time. */
export function hasSameSteps(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean {
  const steps = ({ date, time, statusChanges }: Readonly<Record<string, unknown>>) => canonicalText({ date, time, statusChanges });
  return steps(one) === steps(other);
}

/** Why an edit is refused that leaves a step of another event without what it rests on. */
export function whyLeftImpossible({ event, change, reason }: ImpossibleStep): string {
  return `${event} could then not say ${change.axis} ${change.state}: ${reason}. Correct or retract it first, or first publish what it rests on`;
}

/** What is on record and in files, as far as steps go. */
export interface StepsOnRecord {
  /** Whether the files change when or which steps an event takes. */
  readonly isMoved: (event: string) => boolean;
  /** Whether an event stays as it is on record, or off it, whatever the files say. */
  readonly isLeft: (event: string) => boolean;
  /** The events with steps on record, of each negotiation in which an event is moved. */
  readonly onRecord: ReadonlyMap<string, readonly Stepped[]>;
}

/** The steps that record files bring and that cannot have been taken, and those that they make impossible: see {@link stepsMadeImpossible}. */
export function impossibleStepsIn(files: readonly RecordFile[], { isMoved, isLeft, onRecord }: StepsOnRecord): Problem[] {
  return files.flatMap(({ file, kind, value }) => {
    if (kind !== 'negotiation' || !value.events.some(({ id }) => isMoved(id))) return [];
    const places = new Map(value.events.map(({ id }, at) => [id, at]));
    const before = onRecord.get(value.slug) ?? [];
    const after = [...value.events.filter(({ id }) => !isLeft(id)), ...before.filter(({ id }) => !places.has(id) || isLeft(id))];
    return stepsMadeImpossible(before, after, isMoved).map((step) => {
      const at = places.get(step.event);
      return at === undefined
        ? { file, path: '$.events', message: whyLeftImpossible(step) }
        : { file, path: `$.events[${at}].statusChanges[${step.index}].state`, message: step.reason };
    });
  });
}
