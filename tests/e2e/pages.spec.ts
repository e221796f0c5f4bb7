import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './page.ts';

/** Every page, with the heading that says it is the right one. */
const pages: readonly (readonly [path: string, heading: RegExp])[] = [
  ['/?asOf=2023-10-02', /SAG-AFTRA 2023: day 81 of the strike/],
  ['/', /No negotiation is open/],
  ['/?asOf=1999-01-01', /No negotiation was open/],
  ['/negotiations/sag-aftra-2023?asOf=2023-10-02', /SAG-AFTRA TV\/Theatrical Contracts 2023/],
  ['/negotiations/wga-2023?events=all', /WGA Minimum Basic Agreement 2023/],
  ['/negotiations/dga-2026?asOf=2023-10-02', /Directors Guild/],
  ['/events/2023-10-02-talks-resume', /resume talks on day 81/],
  ['/compare?asOf=2023-10-02', /Side by side/],
  ['/issues', /Issues/],
  ['/issues/minimum-compensation', /Minimum compensation/],
  ['/unions', /Unions/],
  ['/unions/sag-aftra', /Screen Actors Guild/],
  ['/studios', /Studios/],
  ['/studios/disney', /Walt Disney/],
  ['/people', /People/],
  ['/people/duncan-crabtree-ireland', /Crabtree-Ireland/],
  ['/sources', /Sources/],
  ['/sources/ybx-schedF', /replicate deceased actors/],
  ['/disputes', /accounts differ/],
  ['/cite?negotiation=sag-aftra-2023&asOf=2023-10-02', /On strike, in talks/],
  ['/corrections', /Corrections/],
  ['/search', /Search/],
  ['/search?q=strike%20authorization&asOf=2023-10-02', /Search: strike authorization/],
  ['/search?q=xqzzy', /Search: xqzzy/],
  ['/methodology', /Methodology/],
  ['/problems/not-found', /Not in the record/],
  ['/data', /Data/],
  ['/events/2023-12-05-contract-ratified?asOf=2023-10-02', /Not on the record yet/],
];

for (const [path, heading] of pages) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${path} in ${colorScheme} has its heading, no axe finding and no sideways scroll`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      const response = await page.goto(path);
      expect(response?.status()).toBe(200);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow).toBe(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
    });
  }
}

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
