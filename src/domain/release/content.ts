import type { Change } from '../change/change.ts';
import type { RecordFiles } from '../record/record.ts';
import type { LogRange, Release } from './release.ts';

/** What a release says of itself within its archive: all but what is known only of the finished archive. */
export type ReleaseFrame = Omit<Release, 'checksum' | 'size'>;

/** Everything that the archive of a release is made from. */
export interface ReleaseContent {
  readonly release: ReleaseFrame;
  /** The release before; null for the first. */
  readonly previous: Pick<Release, 'id'> | null;
  readonly range: LogRange;
  /** In canonical form. */
  readonly record: RecordFiles;
  /** What is new since the release before, in the order of the log. */
  readonly changes: readonly Change[];
}

/** Makes the archive of a release: the same bytes for the same content, wherever and whenever it runs. */
export type Compose = (content: ReleaseContent) => Uint8Array<ArrayBuffer>;
