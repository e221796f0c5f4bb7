import { type Newsroom, openNewsroom } from '../setup/newsroom.ts';
import { test as base, expect } from './page.ts';

/** A page of a server whose record the test changes, which no other file of tests looks at. */
export const test = base.extend<object, { newsroom: Newsroom }>({
  newsroom: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
    async ({}, use) => {
      const newsroom = await openNewsroom();
      await use(newsroom);
      await newsroom.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ newsroom }, use) => {
    await use(newsroom.address);
  },
});

export { expect };
