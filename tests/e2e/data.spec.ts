import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from './page.ts';

/** Until its scripts run, the examples of the page are links that leave it; the copy buttons show when they do. */
async function pageIsReady(page: Page): Promise<void> {
  await expect(page.locator('html[data-copies]')).toHaveCount(1);
}

test('an example runs on the page, and shows status, headers and body', async ({ page }) => {
  await page.goto('/api#getDayCount');
  const operation = page.getByRole('article', { name: /GET \/api\/v1\/daycount/ });
  await expect(operation).toBeInViewport();
  await pageIsReady(page);
  await operation.getByRole('link', { name: /Run it/ }).click();
  await expect(operation.getByRole('status')).toHaveText('200 OK');
  await expect(operation.getByText('ETag', { exact: true }).last()).toBeVisible();
  const answer = operation.getByRole('region', { name: 'The answer of getDayCount' });
  await expect(answer).toContainText('"inclusive": 81');
  await expect(page).toHaveURL(/\/api#getDayCount$/);
});

test('a long answer shows its beginning, and says that it goes on', async ({ page }) => {
  await page.goto('/api');
  const operation = page.locator('#listSources');
  await pageIsReady(page);
  await operation.getByRole('link', { name: /Run it/ }).click();
  await expect(operation.getByText('The answer goes on')).toBeVisible();
  expect((await operation.getByRole('region').textContent())?.length).toBeLessThanOrEqual(6_000);
});

test('the page of the API weighs less than 100 kB on its way to a browser', async ({ page }) => {
  const response = await page.request.get('/api', { headers: { 'Accept-Encoding': 'gzip' } });
  expect(Number(response.headers()['content-length'])).toBeLessThan(100_000);
});

test('from the page of data to the latest release, whose archive has the checksum that is told', async ({ page }) => {
  await page.goto('/data');
  await expect(page.getByRole('listitem').filter({ hasText: 'latest' }).first()).toContainText(/\d{4}-\d{2}-\d{2}/);
  await page.getByRole('link', { name: '/releases/latest' }).click();
  await expect(page).toHaveURL(/\/releases\/\d{4}-\d{2}-\d{2}$/);
  const told = await page.locator('#checksum').textContent();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: /^parley-.*\.zip$/ }).click();
  const file = await (await download).path();
  expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(told);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('an example is a link to its answer', async ({ page }) => {
    await page.goto('/api');
    await page
      .locator('#getDayCount')
      .getByRole('link', { name: /Run it/ })
      .click();
    await expect(page).toHaveURL(/\/api\/v1\/daycount/);
    expect(await page.textContent('body')).toContain('"inclusive":81');
  });
});
