import { z } from 'zod';
import { expect, test } from './page.ts';

const address = () => process.env.PARLEY_ADDRESS ?? '';

for (const [path, narrowed] of [
  ['/', ''],
  ['/negotiations/sag-aftra-2023', '?negotiation=sag-aftra-2023'],
  ['/unions/sag-aftra', '?union=sag-aftra'],
  ['/issues/generative-ai', '?issue=generative-ai'],
  ['/people/bob-iger', '?person=bob-iger'],
] as const) {
  test(`${path} names its feeds, and each is there and is what it says`, async ({ page, request }) => {
    await page.goto(path);
    const links = await page
      .locator('head link[rel="alternate"]')
      .evaluateAll((nodes) => nodes.map((node) => ({ type: node.getAttribute('type') ?? '', href: node.getAttribute('href') ?? '' })));
    expect(links.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['application/atom+xml', 'application/rss+xml', 'application/feed+json']),
    );
    expect(links.map(({ href }) => new URL(href).pathname + new URL(href).search)).toContain(`/feeds/atom${narrowed}`);
    for (const { type, href } of links.filter((link) => /^application\/(atom|rss|feed)\+/.test(link.type))) {
      const response = await request.get(href);
      expect(response.status()).toBe(200);
      expect(response.headers()['content-type']).toBe(`${type}; charset=utf-8`);
    }
    // The browser's own parser: independent of what wrote the feed.
    const atom = await (await request.get(`${address()}/feeds/atom${narrowed}`)).text();
    const entries = await page.evaluate((text) => {
      const document = new DOMParser().parseFromString(text, 'application/xml');
      return { errors: document.querySelectorAll('parsererror').length, entries: document.querySelectorAll('feed > entry > id').length };
    }, atom);
    expect(entries.errors).toBe(0);
    expect(entries.entries).toBeGreaterThan(0);
  });
}

test('corrections are followed by their own feed, of all or of one negotiation', async ({ page, request }) => {
  await page.goto('/corrections');
  const links = await page
    .locator('head link[rel="alternate"]')
    .evaluateAll((nodes) => nodes.map((node) => node.getAttribute('href') ?? ''));
  expect(links.map((href) => new URL(href).pathname)).toEqual(
    expect.arrayContaining(['/feeds/corrections/atom', '/feeds/corrections/rss', '/feeds/corrections/json']),
  );
  for (const path of ['/corrections', '/corrections?negotiation=sag-aftra-2023']) {
    await page.goto(path);
    const href = (await page.getByRole('link', { name: 'Atom' }).getAttribute('href')) ?? '';
    expect(href).toBe(path.replace('/corrections', '/feeds/corrections/atom'));
    const response = await request.get(`${address()}${href}`);
    expect(response.headers()['content-type']).toBe('application/atom+xml; charset=utf-8');
    expect(await response.text()).toContain('corrections');
  }
});

test('a negotiation is followed by feed and by calendar from its page', async ({ page, request }) => {
  await page.goto('/negotiations/sag-aftra-2023');
  const feed = await page.getByRole('link', { name: 'JSON Feed' }).getAttribute('href');
  const { items } = z.object({ items: z.array(z.object({ url: z.url() })) }).parse(await (await request.get(`${address()}${feed}`)).json());
  await page.goto(items[0]?.url ?? '');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goto('/negotiations/sag-aftra-2023');
  const subscription = (await page.getByRole('link', { name: 'Calendar', exact: true }).getAttribute('href')) ?? '';
  expect(subscription).toMatch(/^webcal:\/\/.*\/calendars\/sag-aftra-2023\.ics$/);
  expect((await request.get(subscription.replace('webcal:', 'http:'))).headers()['content-type']).toBe('text/calendar; charset=utf-8');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Calendar file' }).click()]);
  expect(download.suggestedFilename()).toBe('parley-sag-aftra-2023.ics');
});
