import { createHash } from 'node:crypto';

/** A strong entity tag (RFC 9110, 8.8.3): the same bytes have the same tag, other bytes another. */
export function strongEtag(body: string | Uint8Array): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
}

/** Whether `If-None-Match` names this tag. Compared weakly as the RFC says; a proxy that compressed the answer may have marked the tag `W/`. */
export function matchesEtag(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}

/**
 * The entity tag of an event, made of the number of its last change. It stays while the event does, unlike the tag of an answer, which also
 * tells the version of the whole record and the date.
 */
export function revisionTag(seq: number): string {
  return `"${seq}"`;
}

/** The revision that `If-Match` names, compared strongly as RFC 9110 says; null where it names anything else. */
export function revisionIn(ifMatch: string): number | null {
  const [, seq] = /^\s*"(\d{1,15})"\s*$/.exec(ifMatch) ?? [];
  return seq === undefined ? null : Number(seq);
}
