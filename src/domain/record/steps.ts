import { impossibleSteps } from '../deal-status/transition.ts';
import type { Event } from '../event/event.ts';
import { canonicalText } from './canonical.ts';
import type { Problem, RecordFile } from './validate.ts';

/** Whether two events, as the log holds them, take the same steps at the same time. */
export function hasSameSteps(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean {
  const steps = ({ date, time, statusChanges }: Readonly<Record<string, unknown>>) => canonicalText({ date, time, statusChanges });
  return steps(one) === steps(other);
}

/** What is on record and in files, as far as steps go. */
export interface StepsOnRecord {
  /** Whether the files bring steps of an event that the record does not hold like that already: only those are checked. */
  readonly isNew: (event: Event) => boolean;
  /** Whether an event stays off the record, whatever the files say. */
  readonly isRetracted: (event: Event) => boolean;
  /** The events on record of each negotiation that have steps. */
  readonly others: ReadonlyMap<string, readonly Event[]>;
}

/** The steps that record files bring and that cannot have been taken, with the record and the files together: see {@link impossibleSteps}. */
export function impossibleStepsIn(files: readonly RecordFile[], { isNew, isRetracted, others }: StepsOnRecord): Problem[] {
  return files.flatMap(({ file, kind, value }) => {
    if (kind !== 'negotiation') return [];
    const given = new Set(value.events.map(({ id }) => id));
    const together = [
      ...value.events.filter((event) => event.statusChanges !== undefined && !isRetracted(event)),
      ...(others.get(value.slug) ?? []).filter(({ id }) => !given.has(id)),
    ];
    return value.events.flatMap((event, at) =>
      !isNew(event)
        ? []
        : impossibleSteps(event, event.statusChanges ?? [], together).map(({ index, reason }) => ({
            file,
            path: `$.events[${at}].statusChanges[${index}].state`,
            message: reason,
          })),
    );
  });
}
