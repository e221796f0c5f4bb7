import { afterEach, expect, test, vi } from 'vitest';
import { publicOrigin } from '#env';

afterEach(() => {
  vi.unstubAllEnvs();
});

test.each([
  ['', 'http://127.0.0.1:3000'],
  ['0.0.0.0', 'http://localhost:3000'],
  ['::', 'http://[::]:3000'],
  ['::1', 'http://[::1]:3000'],
  ['parley.example', 'http://parley.example:3000'],
])('an own address on HOST=%s is %s', (host, origin) => {
  vi.stubEnv('ORIGIN', '');
  vi.stubEnv('PORT', '');
  vi.stubEnv('HOST', host);
  expect(publicOrigin()).toBe(origin);
  expect(new URL(publicOrigin()).origin).toBe(origin);
});
