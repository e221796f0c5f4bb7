import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { securityHeaders } from './headers.ts';
import { KeptAnswer } from './kept-answer.ts';

/** The headers that an answer is sent with. */
async function headersOf(target: string, type: string, body: string, more: readonly (readonly [string, string])[] = []) {
  const answer = { status: 200, headers: new Map([['content-type', type], ...more]), body: Buffer.from(body) };
  const { headers } = await new KeptAnswer(answer, securityHeaders(true, target)).variant('identity');
  return new Map(headers.flatMap((name, index) => (index % 2 === 0 ? [[name, headers[index + 1] ?? ''] as const] : [])));
}

function directivesOf(policy: string): ReadonlyMap<string, readonly string[]> {
  return new Map(
    policy.split(';').map((directive) => {
      const [name = '', ...sources] = directive.trim().split(/\s+/);
      return [name, sources];
    }),
  );
}

const broad = ['*', 'http:', 'https:', 'ftp:'];
const isPrivate = /^(no-referrer|same-origin|strict-origin|strict-origin-when-cross-origin)$/;

/**
 * What Mozilla's HTTP Observatory makes of headers, by the tests and modifiers that it publishes
 * (developer.mozilla.org/observatory/docs/tests_and_scoring): from 100, less for each lack, and more for what is done beyond. Cookies,
 * redirection and scripts of others count nothing here, because there are none.
 */
function observatoryScore(headers: ReadonlyMap<string, string>): number {
  const policy = directivesOf(headers.get('content-security-policy') ?? '');
  const fallback = policy.get('default-src') ?? ['*'];
  const scripts = policy.get('script-src') ?? fallback;
  const styles = policy.get('style-src') ?? fallback;
  const objects = policy.get('object-src') ?? fallback;
  const inline = ["'unsafe-inline'", 'data:', ...broad];
  const isUnsafe = scripts.some((source) => inline.includes(source)) || objects.some((source) => broad.includes(source));
  const csp = (() => {
    if (isUnsafe) return -20;
    if ([...scripts, ...styles].includes("'unsafe-eval'")) return -10;
    if (styles.some((source) => inline.includes(source))) return 0;
    return fallback.join() === "'none'" ? 10 : 5;
  })();
  const maxAge = Number(/max-age=(\d+)/.exec(headers.get('strict-transport-security') ?? '')?.[1] ?? 0);
  const hsts = maxAge === 0 ? -20 : maxAge < 15_768_000 ? -10 : 0;
  const sniffing = headers.get('x-content-type-options') === 'nosniff' ? 0 : -5;
  const frames = policy.has('frame-ancestors') ? 5 : headers.has('x-frame-options') ? 0 : -20;
  const referrer = isPrivate.test(headers.get('referrer-policy') ?? '') ? 5 : 0;
  const resources = ['same-origin', 'same-site'].includes(headers.get('cross-origin-resource-policy') ?? '') ? 10 : 0;
  const sharing = headers.has('access-control-allow-credentials') ? -50 : 0;
  const parts = [csp, hsts, sniffing, frames, referrer, resources, sharing];
  const lacking = parts.filter((part) => part < 0).reduce((sum, part) => sum + part, 100);
  return lacking < 90 ? lacking : parts.filter((part) => part > 0).reduce((sum, part) => sum + part, lacking);
}

const style = 'body{color:red}';
const embed = `<!DOCTYPE html><html lang="en"><head><title>A</title><style>${style}</style></head><body><style>b{}</style></body></html>`;

describe('the score of Mozilla’s Observatory', () => {
  test.each([
    ['a page', '/', 'text/html; charset=utf-8', '<!DOCTYPE html>', [], 130],
    ['the API', '/api/v1/status', 'application/json; charset=utf-8', '{}', [['access-control-allow-origin', '*']], 130],
    ['an embed', '/embed/status?negotiation=wga-2026', 'text/html; charset=utf-8', embed, [], 120],
  ] as const)('of %s', async (_, target, type, body, more, score) => {
    expect(observatoryScore(await headersOf(target, type, body, more))).toBe(score);
  });

  test('is less for what is laxer', () => {
    expect(observatoryScore(new Map())).toBe(35);
    expect(observatoryScore(new Map([['content-security-policy', "default-src 'self'; style-src 'unsafe-inline'"]]))).toBe(55);
  });
});

test('an embed may have the stylesheet in its head, and no other', async () => {
  const policy = (await headersOf('/embed/status', 'text/html', embed)).get('content-security-policy') ?? '';
  expect(directivesOf(policy).get('style-src')).toEqual([`'sha256-${createHash('sha256').update(style).digest('base64')}'`]);
  const without = embed.replace(`<style>${style}</style>`, '');
  expect(
    directivesOf((await headersOf('/embed/status', 'text/html', without)).get('content-security-policy') ?? '').get('style-src'),
  ).toEqual(["'none'"]);
});

test('a page may have the style for readers without scripts, and no other', async () => {
  const shell = readFileSync(new URL('../components/ui/page-shell.tsx', import.meta.url), 'utf8');
  const [, written = ''] = /<style>\{'([^']+)'\}<\/style>/.exec(shell) ?? [];
  const policy = (await headersOf('/', 'text/html', '')).get('content-security-policy') ?? '';
  expect(directivesOf(policy).get('style-src')).toEqual(["'self'", `'sha256-${createHash('sha256').update(written).digest('base64')}'`]);
});

test.each([
  ['/', 'same-origin'],
  ['/api/v1/status', 'same-origin'],
  ['/api/v1/x?y=.png', 'same-origin'],
  ['/embed/status', 'cross-origin'],
  ['/embed.js', 'cross-origin'],
  ['/og/negotiations/wga-2026', 'cross-origin'],
  ['/board.png', 'cross-origin'],
])('%s is a resource for %s', (target, policy) => {
  expect(securityHeaders(false, target)['cross-origin-resource-policy']).toBe(policy);
});

test('only an https origin promises https', () => {
  expect(securityHeaders(false, '/')).not.toHaveProperty('strict-transport-security');
});
