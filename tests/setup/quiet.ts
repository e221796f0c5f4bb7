import { afterEach, beforeEach, expect, vi } from 'vitest';

/** A unit test that prints has something to say that nobody will read: it fails. */
const methods = ['error', 'warn', 'log', 'info'] as const;

beforeEach(() => {
  for (const method of methods) vi.spyOn(console, method).mockImplementation(() => undefined);
});

afterEach(() => {
  for (const method of methods) {
    const spy = vi.mocked(console[method]);
    const calls = spy.mock.calls.map((call) => call.join(' '));
    spy.mockRestore();
    expect(calls, `console.${method} was called`).toEqual([]);
  }
});
