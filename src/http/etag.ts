import { createHash } from 'node:crypto';

/** A strong entity tag (RFC 9110, 8.8.3): the same bytes have the same tag, other bytes another. */
export function strongEtag(body: string): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
}

/** Whether `If-None-Match` names this tag. Compared weakly as the RFC says; a proxy that compressed the answer may have marked the tag `W/`. */
export function matchesEtag(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
