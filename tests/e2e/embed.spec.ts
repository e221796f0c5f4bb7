import { createServer, type Server } from 'node:http';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './page.ts';

/** A site of somebody else: a page with this HTML in its body, on an origin of its own. */
async function serveElsewhere(body: string): Promise<{ address: string; server: Server }> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(
      `<!doctype html><html lang="en"><head><title>Elsewhere</title><link rel="icon" href="data:,"></head><body>${body}</body></html>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the server has no port');
  return { address: `http://localhost:${bound.port}/`, server };
}

test('code copied from a page shows itself elsewhere, and sizes itself', async ({ page, context }) => {
  await page.goto('/negotiations/sag-aftra-2023?asOf=2023-10-02');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByText('Embed', { exact: true }).first().click();
  await page.getByRole('button', { name: 'Copy code' }).first().click();
  await expect(page.getByRole('status').filter({ hasText: 'Copied' })).toBeVisible();
  const code = await page.evaluate(() => navigator.clipboard.readText());
  expect(code).toMatch(/^<iframe src="http.*asOf=2023-10-02.*<\/script>$/);
  expect(code).toMatch(/version=\d+/);

  const { address, server } = await serveElsewhere(`<main>${code}</main>`);
  try {
    await page.goto(address);
    const frame = page.frameLocator('iframe');
    await expect(frame.getByText('On strike, in talks')).toBeVisible();
    await expect(frame.getByText('Day 81')).toBeVisible();
    const content = await frame.locator('html').evaluate((root) => Math.ceil(root.getBoundingClientRect().height));
    await expect(page.locator('iframe')).toHaveCSS('height', `${content}px`);
    expect(await page.context().cookies()).toEqual([]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('the sizing script takes heights from its own frames alone', async ({ page, baseURL }) => {
  const source = `${baseURL ?? ''}/embed/status?negotiation=wga-2023&asOf=2023-10-02`;
  const { address, server } = await serveElsewhere(
    `<iframe id="ours" title="ours" src="${source}" style="height:301px"></iframe><iframe id="theirs" title="theirs" src="about:blank" style="height:302px"></iframe><script src="${baseURL ?? ''}/embed.js"></script>`,
  );
  try {
    await page.goto(address);
    await expect(page.locator('#ours')).not.toHaveCSS('height', '301px');
    const height = await page.locator('#ours').evaluate((frame) => getComputedStyle(frame).height);
    await page.evaluate(() => {
      for (const data of [{ type: 'parley:height', height: 5_000 }, { type: 'parley:height', height: '1px' }, 'parley:height', null])
        window.postMessage(data, '*');
    });
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    await expect(page.locator('#ours')).toHaveCSS('height', height);
    await expect(page.locator('#theirs')).toHaveCSS('height', '302px');
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('a page that is no embed refuses to be framed', async ({ page, baseURL }) => {
  page.removeAllListeners('console');
  const { address, server } = await serveElsewhere(`<iframe title="board" src="${baseURL ?? ''}/?asOf=2023-10-02"></iframe>`);
  try {
    const refused = page.waitForEvent('console', (message) => /frame/i.test(message.text()));
    await page.goto(address);
    await refused;
    await expect(page.frameLocator('iframe').getByText('Parley')).toHaveCount(0);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

const embeds = [
  '/embed/status?negotiation=sag-aftra-2023&asOf=2023-10-02',
  '/embed/timeline?negotiation=wga-2023&asOf=2023-10-02',
  '/embed/ladder?negotiation=sag-aftra-2023&measure=general-wage-increase&asOf=2023-10-02',
  '/embed/compare?negotiations=sag-aftra-2023,wga-2023&asOf=2023-10-02',
  '/embed/event?id=2023-07-14-strike-begins&asOf=2023-10-02',
];

for (const path of embeds)
  for (const theme of ['light', 'dark'])
    test(`${path} in ${theme} has no axe finding and no sideways scroll`, async ({ page }) => {
      await page.goto(`${path}&theme=${theme}`);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow).toBe(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
    });

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('an embed reads whole', async ({ page }) => {
    await page.goto('/embed/status?negotiation=sag-aftra-2023&asOf=2023-10-02');
    await expect(page.getByText('On strike, in talks')).toBeVisible();
  });
});

test('what is for machines answers at its address', async ({ request, baseURL }) => {
  const ask = async (path: string) => {
    const response = await request.get(`${baseURL ?? ''}${path}`);
    return { status: response.status(), type: response.headers()['content-type'] ?? '', text: await response.text() };
  };
  expect(await ask('/index.md?asOf=2023-10-02')).toMatchObject({ status: 200, type: 'text/markdown; charset=utf-8' });
  expect((await ask('/negotiations/sag-aftra-2023.md?asOf=2023-10-02')).text).toContain('**On strike, in talks**');
  expect((await ask('/events/2023-07-14-strike-begins.md')).type).toContain('text/markdown');
  expect((await ask('/sitemap.xml')).text).toContain('/negotiations/sag-aftra-2023</loc>');
  expect((await ask('/robots.txt')).text).toContain('Sitemap: http');
  expect((await ask('/llms.txt')).text).toMatch(/^# Parley/);
  expect((await ask('/trust.txt')).text).toContain('disclosure=');
  expect((await ask('/.well-known/trust.txt')).status).toBe(200);
  expect((await ask('/.well-known/security.txt')).status).toBe(404);
});

test('a page names its picture, its other forms and what it is', async ({ page, request }) => {
  await page.goto('/negotiations/sag-aftra-2023?asOf=2023-10-02');
  const picture = await page.locator('meta[property="og:image"]').getAttribute('content');
  const drawn = await request.get(picture ?? '');
  expect([drawn.status(), drawn.headers()['content-type']]).toEqual([200, 'image/png']);
  expect((await drawn.body()).length).toBeLessThan(300_000);
  const oembed = await page.locator('link[type="application/json+oembed"]').getAttribute('href');
  expect((await (await request.get(oembed ?? '')).json()).html).toContain('asOf=2023-10-02');
  await expect(page.locator('link[type="text/markdown"]')).toHaveAttribute('href', /sag-aftra-2023\.md\?asOf=2023-10-02$/);
  const data = await page.locator('script[type="application/ld+json"]').allTextContents();
  expect(data.map((text) => JSON.parse(text)['@type'])).toEqual(expect.arrayContaining(['LiveBlogPosting', 'WebSite']));
});
