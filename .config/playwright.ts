import { defineConfig } from '@playwright/test';
import { browserArguments, browserPath } from '../tests/setup/browser.ts';

export default defineConfig({
  testDir: '../tests/e2e',
  outputDir: '../test-results',
  globalSetup: '../tests/setup/serve.ts',
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 180_000,
  // A machine that is busy with others is no reason to fail.
  expect: { timeout: 20_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE === undefined ? 'line' : [['line'], ['json']],
  use: { launchOptions: { executablePath: browserPath(), args: browserArguments } },
  projects: [
    { name: 'wide', use: { viewport: { width: 1280, height: 900 } } },
    // Where a fact stands, what a page says of itself, and in which order news comes, does not depend on the width.
    { name: 'narrow', testIgnore: /permalinks|sharing|replay/, use: { viewport: { width: 320, height: 800 }, hasTouch: true } },
  ],
});
