import type { IncomingMessage } from 'node:http';

/**
 * Request headers that belong to Next's own insides and that nobody outside has a reason to send: published attacks on caches and
 * on middleware came in by them. The RSC headers stay, because navigation needs them.
 */
const internal = /^(x-middleware-|x-nextjs-|next-action$|next-resume$|x-invoke-|x-now-route-matches$|x-matched-path$)/;
const needed = new Set(['x-nextjs-data']);

/** Takes out the request headers that only Next itself may set. */
export function stripInternalHeaders(request: IncomingMessage): void {
  for (const name of Object.keys(request.headers)) if (internal.test(name) && !needed.has(name)) delete request.headers[name];
}

/** The content security policy of a page whose scripts carry this nonce. Styles may be inline: charts and React set them. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Headers of every answer, pages and errors alike. */
export function securityHeaders(nonce: string, isHttps: boolean): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentSecurityPolicy(nonce),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'cross-origin-opener-policy': 'same-origin',
    ...(isHttps && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
  };
}
