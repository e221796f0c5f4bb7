import { bundledNegotiations } from '../fixtures/record.ts';
import { readRegistry } from '../fixtures/registries.ts';
import { expect, test } from './page.ts';

/** The sources named in a stretch of HTML. */
function sourcesIn(html: string): Set<string> {
  return new Set([...html.matchAll(/href="\/sources\/([^"?#]+)/g)].map(([, id = '']) => id));
}

/** Where each fact of a negotiation stands on its page, with the sources that must stand there. */
function anchorsOf(slug: string): (readonly [anchor: string, sources: readonly string[]])[] {
  const { demands, disputes, agreement, workersCovered = [] } = bundledNegotiations.get(slug) ?? { demands: [], disputes: [] };
  const sources = (facts: readonly { citations: readonly { source: string }[] }[]) =>
    facts.flatMap((fact) => fact.citations.map((citation) => citation.source));
  return [
    ...demands.map((demand) => [`demand-${demand.id}`, []] as const),
    ...disputes.map((dispute) => [`dispute-${dispute.id}`, sources(dispute.claims)] as const),
    ...(agreement?.terms ?? []).map((term) => [`term-${term.id}`, sources([term])] as const),
    ...workersCovered.map((headcount, index) => [`workers-${index + 1}`, sources([headcount])] as const),
  ];
}

for (const [slug, { events }] of bundledNegotiations) {
  test(`every demand, dispute, term and count of ${slug} has its place and its sources`, async ({ page }) => {
    await page.goto(`/negotiations/${slug}`);
    for (const [anchor, sources] of anchorsOf(slug)) {
      const place = page.locator(`[id="${anchor}"]`);
      await expect(place, anchor).toHaveCount(1);
      const named = sourcesIn(await place.innerHTML());
      expect(
        sources.filter((source) => !named.has(source)),
        anchor,
      ).toEqual([]);
    }
  });

  test(`every event of ${slug} has its permalink and its sources`, async ({ request }) => {
    test.setTimeout(180_000);
    for (const event of events) {
      const response = await request.get(`/events/${event.id}`);
      expect(response.status(), event.id).toBe(200);
      const named = sourcesIn(await response.text());
      expect(
        event.citations.filter(({ source }) => !named.has(source)),
        event.id,
      ).toEqual([]);
    }
  });
}

test('every source, party, person, issue and measure has its page or its place', async ({ request }) => {
  test.setTimeout(180_000);
  for (const [folder, name, key] of [
    ['sources', 'sources', 'id'],
    ['unions', 'unions', 'slug'],
    ['studios', 'studios', 'slug'],
    ['people', 'people', 'slug'],
    ['issues', 'issues', 'slug'],
  ] as const)
    for (const id of readRegistry(name, key)) expect((await request.get(`/${folder}/${id}`)).status(), `${name} ${id}`).toBe(200);
  const studios = await (await request.get('/studios')).text();
  for (const slug of readRegistry('associations', 'slug')) expect(studios).toContain(`id="association-${slug}"`);
  const methodology = await (await request.get('/methodology')).text();
  for (const measure of readRegistry('measures', 'measure')) expect(methodology).toContain(`id="measure-${measure}"`);
});

test('what is found, compared or embedded leads to a place that its page has', async ({ request }) => {
  const html = async (path: string) => (await request.get(path)).text();
  const found = ['TERM', 'DISPUTE', 'DEMAND'].map((kind) => `/api/v1/search?q=agreed%20OR%20dispute%20OR%20demand&kind=${kind}&limit=50`);
  const compared = '?negotiations=dga-2023,wga-2023,sag-aftra-2023&issues=minimum-compensation,health-and-pension';
  const pages = new Map<string, string>();
  for (const from of [...found, `/embed/compare${compared}`, `/compare${compared}`]) {
    const links = (await html(from)).match(/\/(?:negotiations|issues)\/[\w-]+(?:\?[\w=&;-]*)?#[\w-]+/g) ?? [];
    expect(links.length, from).toBeGreaterThan(0);
    for (const link of links) {
      const [path = '', anchor = ''] = link.split('#');
      const page = pages.get(path) ?? (await html(path.replaceAll('&amp;', '&')));
      pages.set(path, page);
      expect(page.includes(`id="${anchor}"`), `${from} leads to ${link}`).toBe(true);
    }
  }
});
