import { resolveAsOf } from '#domain/time/as-of.ts';
import { releaseOperation, toReleaseDetail } from '#http/contracts/release.ts';
import { notFound } from '#http/problem.ts';
import { readReleaseTold } from '../../../../releases/told.ts';
import { endpoints } from '../../../endpoints.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.one(releaseOperation, async ({ tx, params, now, origin }) => {
  const told = await readReleaseTold(tx, params.id);
  if (told === null) throw notFound('release', params.id);
  return { data: toReleaseDetail(told, origin), asOf: resolveAsOf(undefined, now) };
});
