import { expect, test } from './page.ts';
import { pages } from './pages.ts';

for (const [path] of pages) {
  test(`${path} says what it is where it is shared`, async ({ page }) => {
    await page.goto(path);
    const contentOf = (name: string) => page.locator(`head meta[${name}]`).first().getAttribute('content');
    for (const name of [
      'name="description"',
      'property="og:title"',
      'property="og:description"',
      'property="og:url"',
      'property="og:image"',
    ])
      expect(await contentOf(name), name).toBeTruthy();
    await expect(page.locator('head link[rel="canonical"]')).toHaveCount(1);
    await expect(page.locator('head title').first()).not.toBeEmpty();
  });
}
