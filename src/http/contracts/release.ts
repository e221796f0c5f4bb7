import { z } from 'zod';
import { type Change, type ChangeKind, changeSchema } from '#domain/change/change.ts';
import { type ChangeCounts, type LogRange, type Release, releaseIdSchema, releaseSchema } from '#domain/release/release.ts';
import { listOperation, operation } from '../operation.ts';
import { citationOf } from '../release/documents.ts';
import { dataLicence } from '../release/licence.ts';
import type { ReleaseFile } from '../release/package.ts';
import { permalinkOf } from './change.ts';
import { noParams } from './fields.ts';

/** The id of a release as an address has it: `latest` stands for the last one. */
export const releaseReference = z.union([z.literal('latest'), releaseIdSchema]).meta({ description: 'The id of a release, or `latest`.' });

/** The file that a release is downloaded as. */
export function archiveName(id: string): string {
  return `parley-${id}.zip`;
}

/** Where the archive of a release is, as a path on this site. */
export function archivePath(id: string): string {
  return `/releases/${id}/${archiveName(id)}`;
}

const releaseLinks = z
  .strictObject({
    self: z.url().meta({ description: 'The permalink: its page on this site.' }),
    archive: z.url().meta({ description: 'The whole release as a ZIP.' }),
    descriptor: z.url().meta({ description: 'Its Data Package descriptor, beside which are all of its files.' }),
  })
  .meta({ id: 'ReleaseLinks' });

const { id, date, seq, hash, checksum, size } = releaseSchema.shape;

/** A release in a list. */
export const releaseAnswer = z
  .strictObject({ id, date, seq, hash, checksum, size, links: releaseLinks })
  .meta({ id: 'ReleaseAnswer', description: 'A dated release of the whole record, which never changes.' });

/** A release in the shape of the API. */
export function toReleaseAnswer(release: Release, origin: string): z.infer<typeof releaseAnswer> {
  const self = `${origin}/releases/${release.id}`;
  return {
    id: release.id,
    date: release.date,
    seq: release.seq,
    hash: release.hash,
    checksum: release.checksum,
    size: release.size,
    links: { self, archive: `${origin}${archivePath(release.id)}`, descriptor: `${self}/datapackage.json` },
  };
}

/** `GET /releases` */
export const releasesOperation = listOperation({
  id: 'listReleases',
  path: '/releases',
  summary: 'The dated releases of the whole record, the latest first',
  params: noParams,
  query: noParams,
  item: releaseAnswer,
  key: z.strictObject({ number: z.int32().positive() }),
  columns: [
    { name: 'id', value: (release) => release.id },
    { name: 'date', value: (release) => release.date },
    { name: 'seq', value: (release) => release.seq },
    { name: 'hash', value: (release) => release.hash },
    { name: 'checksum', value: (release) => release.checksum },
    { name: 'size', value: (release) => release.size },
    { name: 'archive', value: ({ links }) => links.archive },
    { name: 'permalink', value: ({ links }) => links.self },
  ],
  example: '/releases',
});

/** How many corrections a release lists at most. */
export const mostCorrections = 200;

const countsAnswer = z.strictObject({
  PUBLISHED: z.int().nonnegative(),
  CORRECTED: z.int().nonnegative(),
  RETRACTED: z.int().nonnegative(),
}) satisfies z.ZodType<Record<ChangeKind, number>>;

const releaseDetail = z
  .strictObject({
    ...releaseAnswer.shape,
    previous: releaseIdSchema.nullable().meta({ description: 'The release before; null for the first.' }),
    licence: z.strictObject({ id: z.string(), title: z.string(), url: z.url() }),
    citation: z.string().meta({ description: 'How it is cited, in a sentence.' }),
    changes: z
      .strictObject({
        from: z.int().positive().meta({ description: 'The number of the first change since the release before.' }),
        to: z.int().positive().meta({ description: 'The number of the last; less than `from` where nothing has changed.' }),
        kinds: countsAnswer,
        entities: z.array(z.strictObject({ entity: changeSchema.shape.entity, kinds: countsAnswer })),
        corrections: z
          .array(
            z.strictObject({
              seq: changeSchema.shape.seq,
              kind: changeSchema.shape.kind,
              entity: changeSchema.shape.entity,
              key: changeSchema.shape.key,
              reason: changeSchema.shape.reason,
              recordedAt: changeSchema.shape.recordedAt,
              link: z.url().exactOptional().meta({ description: 'The permalink of the fact, where it has one.' }),
            }),
          )
          .meta({
            description: `What was corrected or retracted, the earliest first; at most ${mostCorrections}. All are in CHANGELOG.md.`,
          }),
      })
      .meta({ id: 'ReleaseChanges', description: 'What is new since the release before.' }),
    files: z
      .array(
        z.strictObject({
          path: z.string(),
          size: z.int().nonnegative().meta({ description: 'In bytes.' }),
          checksum: z.string().meta({ description: 'Its SHA-256, in hexadecimal digits.' }),
          link: z.url(),
        }),
      )
      .meta({ description: 'The files in the archive, each also at an address of its own.' }),
  })
  .meta({ id: 'ReleaseDetail' });

/** Everything that is told of a release. */
export interface ReleaseTold {
  readonly release: Release;
  readonly previous: Release | null;
  readonly range: LogRange;
  readonly counts: ChangeCounts;
  readonly corrections: readonly Change[];
  readonly files: readonly ReleaseFile[];
}

/** A release with its files and what is new in it, in the shape of the API. */
export function toReleaseDetail(told: ReleaseTold, origin: string): z.infer<typeof releaseDetail> {
  const { release, previous, range, counts, corrections, files } = told;
  const answer = toReleaseAnswer(release, origin);
  return {
    ...answer,
    previous: previous?.id ?? null,
    licence: dataLicence,
    citation: citationOf({ ...release, origin }),
    changes: {
      ...range,
      kinds: counts.kinds,
      entities: counts.entities.map(({ entity, kinds }) => ({ entity, kinds })),
      corrections: corrections.map((change) => {
        const path = permalinkOf(change);
        const { kind, entity, key, reason, recordedAt } = change;
        return { seq: change.seq, kind, entity, key, reason, recordedAt, ...(path !== null && { link: `${origin}${path}` }) };
      }),
    },
    files: files.map(({ path, bytes, checksum: sum }) => ({
      path,
      size: bytes.length,
      checksum: sum,
      link: `${answer.links.self}/${path}`,
    })),
  };
}

/** `GET /releases/{id}` */
export const releaseOperation = operation({
  id: 'getRelease',
  path: '/releases/{id}',
  summary: 'One release: its files with their checksums, what is new in it, and how to cite it',
  params: z.strictObject({ id: releaseReference }),
  query: noParams,
  problems: ['NOT_FOUND'],
  data: releaseDetail,
  example: '/releases/latest',
});

/** The path of a file of a release: the archive itself, or one of the files in it. */
export const releaseFileParams = z.strictObject({ id: releaseReference, path: z.array(z.string().regex(/^[\w.-]{1,120}$/)).max(4) });
