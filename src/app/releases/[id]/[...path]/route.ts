import { readArchive, readRelease } from '#data/release/read.ts';
import { noParams } from '#http/contracts/fields.ts';
import { archiveName, releaseFileParams } from '#http/contracts/release.ts';
import { notFound } from '#http/problem.ts';
import { fileInArchive, mediaTypeOf } from '#http/release/package.ts';
import { endpoints } from '../../../api/endpoints.ts';

/** The archive of a release, or one of its files; under `latest` those of the last, which another will take the place of. */
export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.file(
  { params: releaseFileParams, query: noParams },
  async ({ tx, params: { id, path } }) => {
    const release = await readRelease(tx, id);
    if (release === null) throw notFound('release', id);
    const isImmutable = id !== 'latest';
    const archive = await readArchive(tx, release);
    const name = path.join('/');
    if (name === archiveName(id)) return { mediaType: 'application/zip', body: archive, fileName: archiveName(release.id), isImmutable };
    const file = fileInArchive(archive, name);
    if (file === null) throw notFound('file', name);
    return { mediaType: mediaTypeOf(name), body: file.bytes, isImmutable };
  },
);
