import { withScratch } from '../setup/scratch.ts';
import { startServer } from '../setup/server.ts';
import { expect, test } from './page.ts';

test.use({ javaScriptEnabled: false });

for (const path of ['/nothing-here', '/negotiations/nothing-here', '/events/nothing-here', '/unions/nothing-here', '/?asOf=2023-02-31'])
  test(`${path} is told in full, without scripts`, async ({ page }) => {
    page.removeAllListeners('console');
    const response = await page.goto(path);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Not in the record');
    const pages = page.getByRole('navigation', { name: 'Pages' });
    await expect(pages.getByRole('link', { name: 'Board' })).toBeVisible();
    await expect(pages.locator('[aria-current]')).toHaveCount(0);
  });

test('a page says so, and that it will be back, while the database is away', async ({ page }) => {
  page.removeAllListeners('console');
  await withScratch(async ({ cluster }) => {
    const server = await startServer({ DATABASE_URL: cluster.url, DATABASE_OWNER_URL: cluster.ownerUrl });
    await cluster.stop();
    const response = await page.goto(`${server.address}/negotiations/sag-aftra-2023`);
    expect([response?.status(), response?.headers()['retry-after']]).toEqual([503, '2']);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('The record cannot be read just now');
    await expect(page.getByRole('link', { name: 'Parley' })).toBeVisible();
    await server.process.end('SIGTERM');
  });
});
