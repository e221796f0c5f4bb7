/** Headers of every answer: any origin may read, and see these headers. */
export const commonHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers':
    'ETag, Link, Location, Retry-After, Allow, WWW-Authenticate, Idempotency-Replayed, RateLimit, RateLimit-Policy, X-Request-Id, Parley-As-Of, Parley-Version, Parley-Revision, Parley-Known-At',
  Vary: 'Accept',
  'X-Content-Type-Options': 'nosniff',
} as const;
