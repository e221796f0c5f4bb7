import { z } from 'zod';
import type { Change, ChangeEntity, ChangeKind } from '../change/change.ts';
import { type CalendarDate, calendarDateSchema } from '../time/partial-date.ts';

/** The id of a release: its date, with `.2` and so on behind it for a second one of a day. */
export const releaseIdSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(\.([2-9]|[1-9]\d{1,5}))?$/, 'the id of a release, such as 2026-11-25 or 2026-11-25.2')
  .meta({ id: 'ReleaseId', description: 'The date of the release, with `.2` and so on behind it from the second of a day on.' });

/** A dated release of the whole record, given out for good. */
export const releaseSchema = z
  .strictObject({
    id: releaseIdSchema,
    number: z.int().positive().meta({ description: 'Releases are counted from 1, without gaps.' }),
    date: calendarDateSchema.meta({ description: 'The day on which it was made, in the time zone of the talks.' }),
    seq: z.int().positive().meta({ description: 'The number of the last change to the record that is in it.' }),
    checksum: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .meta({ description: 'The SHA-256 of the archive, in hexadecimal digits.' }),
    size: z.int().positive().meta({ description: 'The bytes of the archive.' }),
    origin: z.url().nullable().meta({ description: 'The public address that it was made under, where there was one.' }),
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable()
      .meta({ description: 'The hash of that change in the chain of the log; null in releases from before the log was chained.' }),
  })
  .meta({ id: 'Release', description: 'A dated release of the whole record, which never changes.' });
export type Release = z.infer<typeof releaseSchema>;

/** The id of the next release of a day on which there are some already. */
export function nextReleaseId(date: CalendarDate, ofThatDay: number): string {
  return ofThatDay === 0 ? date : `${date}.${ofThatDay + 1}`;
}

/** The part of the log that a release holds: every change up to `to`. Those from `from` on are new since the release before. */
export interface LogRange {
  /** More than `to` where nothing has changed. */
  readonly from: number;
  readonly to: number;
}

/** What has changed between two releases, counted. */
export interface ChangeCounts {
  readonly kinds: Readonly<Record<ChangeKind, number>>;
  /** Of the kinds of fact that changed, in the order in which they come. */
  readonly entities: readonly { readonly entity: ChangeEntity; readonly kinds: Readonly<Record<ChangeKind, number>> }[];
}

const none = { PUBLISHED: 0, CORRECTED: 0, RETRACTED: 0 } as const;

/** Counts changes by what they did, and by what they did it to. */
export function countChanges(
  groups: readonly { readonly entity: ChangeEntity; readonly kind: ChangeKind; readonly count: number }[],
): ChangeCounts {
  const add = (counts: Readonly<Record<ChangeKind, number>>, { kind, count }: { kind: ChangeKind; count: number }) => ({
    ...counts,
    [kind]: counts[kind] + count,
  });
  const byEntity = [...Map.groupBy(groups, ({ entity }) => entity)].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return {
    kinds: groups.reduce(add, none),
    entities: byEntity.map(([entity, own]) => ({ entity, kinds: own.reduce(add, none) })),
  };
}

/** The corrections and retractions among changes, in their order: what whoever had the release before must know of. */
export function correctionsIn(changes: readonly Change[]): Change[] {
  return changes.filter(({ kind }) => kind !== 'PUBLISHED');
}
