import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * Request headers that belong to our own insides and Next's, and that nobody outside has a reason to send: published attacks on caches and
 * on middleware came in by them. By those of its router Next gives parts of a page for React to draw, which no page of ours asks for.
 */
const internal =
  /^(x-middleware-|x-nextjs-|next-action$|next-resume$|next-router-|next-url$|rsc$|x-invoke-|x-now-route-matches$|x-matched-path$|x-request-id$)/;

/** Takes out the request headers that only Next itself may set. */
export function stripInternalHeaders(request: IncomingMessage): void {
  for (const name of Object.keys(request.headers)) if (internal.test(name)) delete request.headers[name];
}

/** The content security policy of an answer that is no page: nothing in it may run or load anything. */
const documentPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The hash of the one style that is written into pages, for readers without scripts (src/components/ui/page-shell.tsx). */
const styleWithoutScripts = 'sha256-uhxy50fyhJkXRd646AIowsePHfumv6gx5f9Pdm+vXmY=';

/**
 * The content security policy of a page: scripts and styles of ours in files of their own, and none that is written into a page. Charts
 * place what they draw by style attributes, one for each day and amount, which no file could have beforehand; an attribute can load nothing
 * that the other directives do not allow.
 */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' '${styleWithoutScripts}'`,
  "style-src-attr 'unsafe-inline'",
  "frame-src 'self'",
  "manifest-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** The only addresses that other sites may show in a frame of theirs. Everything else refuses to be framed. */
const embeds = /^\/embed\/(status|timeline|ladder|compare|event)(?=\?|$)/;

/** Whether a request is for an embed: a page made to be shown within other sites. */
export function isEmbed(target: string): boolean {
  return embeds.test(target);
}

/** The stylesheet in the head of an embed: text from the record stands behind it, or has been escaped. */
const embedStylesheet = /^<!DOCTYPE html><html[^>]*><head>(?:(?!<\/head>)[\s\S])*?<style>([\s\S]*?)<\/style>/i;

/** The content security policy of an embed: its own script and styles, frames of any site around it, and nothing sent anywhere else. */
export function embedPolicyOf(html: string): string {
  const [, style] = embedStylesheet.exec(html) ?? [];
  return style === undefined ? embedPolicy : embedPolicy.replace("style-src 'none'", `style-src '${hashSource(style)}'`);
}

function hashSource(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** That of an embed whose stylesheet is not known yet. */
export const embedPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'none'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  'frame-ancestors *',
].join('; ');

/** What other sites may show on pages of theirs: pictures, scripts of embeds, and fonts. */
const isForOthers = /^\/(og\/|embed(-frame)?\.js|[^?]*\.(png|svg|ico|jpg|woff2?)(\?|$))/;

/** Headers of every answer. Pages have a policy of their own in place of this one. */
export function securityHeaders(isHttps: boolean, target: string): Readonly<Record<string, string>> {
  return {
    ...(isEmbed(target)
      ? { 'content-security-policy': embedPolicy, 'cross-origin-resource-policy': 'cross-origin' }
      : {
          'content-security-policy': documentPolicy,
          'x-frame-options': 'DENY',
          'cross-origin-resource-policy': isForOthers.test(target) ? 'cross-origin' : 'same-origin',
        }),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'cross-origin-opener-policy': 'same-origin',
    ...(isHttps && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
  };
}
