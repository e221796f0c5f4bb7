/**
 * How long a good answer may be kept: clients ask again each time (and mostly get a 304), shared caches keep it for seconds.
 *
 * Without `stale-while-revalidate`, which DESIGN has: browsers obey it as well (RFC 5861 §3 names no kind of cache), so that an open
 * page that asks again because something was published would be given what it had before.
 */
export const cacheControl = 'public, max-age=0, s-maxage=5';

/** How long an answer may be kept that never changes: a year, which is as long as caches keep anything. */
export const immutableCacheControl = 'public, max-age=31536000, immutable';
