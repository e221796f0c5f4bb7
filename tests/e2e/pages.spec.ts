import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './page.ts';
import { pages } from './pages.ts';

for (const [path, heading] of pages) {
  test(`${path} has its heading, no axe finding in light or dark and no sideways scroll`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'light' });
    const response = await page.goto(path);
    expect(response?.status()).toBe(200);
    // The HTML is the whole page: nothing in it waits for a script.
    expect(await response?.text()).not.toMatch(/<template|<!--|<script(?! (?:src="\/scripts\/|type="application\/ld\+json"))/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow).toBe(0);
    expect(await findings(new AxeBuilder({ page }))).toEqual([]);
    // Nothing but the colours is another in the dark.
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await findings(new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block']))).toEqual([]);
  });
}

async function findings(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

test('disputes stand under the names of their negotiations', async ({ page }) => {
  await page.goto('/disputes');
  await expect(page.getByRole('heading', { level: 2, name: 'DGA 2023' })).toBeVisible();
});
