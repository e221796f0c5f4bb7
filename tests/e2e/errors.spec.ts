import { expect, test } from './page.ts';

test.use({ javaScriptEnabled: false });

for (const path of ['/nothing-here', '/negotiations/nothing-here', '/events/nothing-here', '/unions/nothing-here', '/?asOf=2023-02-31'])
  test(`${path} is told in full, without scripts`, async ({ page }) => {
    page.removeAllListeners('console');
    const response = await page.goto(path);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Not in the record');
    await expect(page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Board' })).toBeVisible();
  });
