import { test as base, expect } from '@playwright/test';

/** A page at the served address, which fails the test when it logs an error or a script throws. */
export const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
  baseURL: async ({}, use) => {
    await use(process.env.PARLEY_ADDRESS);
  },
  page: async ({ page }, use) => {
    const errors: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    page.on('pageerror', (error) => errors.push(String(error)));
    await use(page);
    expect(errors, 'errors in the console').toEqual([]);
  },
});

export { expect };
