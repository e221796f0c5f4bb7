import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pages as mastheadPages } from '#components/ui/masthead.ts';
import { appendChanges, logTransaction } from '../../src/data/change/write.ts';
import { database } from '../../src/data/client.ts';
import { askSite } from './ask-site.ts';

// Connected first, so that no answer is held up by it.
beforeAll(() => database().negotiation.count());
afterAll(() => database().$disconnect());
afterEach(() => {
  delete process.env.SECURITY_CONTACT;
});

const sitemap = z.object({
  urlset: z.object({
    url: z
      .array(z.object({ loc: z.url(), lastmod: z.iso.datetime().optional() }))
      .min(1)
      .max(50_000),
  }),
});

async function addresses(): Promise<ReadonlyMap<string, string | undefined>> {
  const response = await askSite('/sitemap.xml');
  expect(response.headers.get('content-type')).toMatch(/^application\/xml/);
  const xml = await response.text();
  expect(XMLValidator.validate(xml)).toBe(true);
  const { urlset } = sitemap.parse(new XMLParser({ parseTagValue: false }).parse(xml));
  const listed = new Map(urlset.url.map(({ loc, lastmod }) => [new URL(loc).pathname, lastmod]));
  expect(listed.size, 'every page once').toBe(urlset.url.length);
  return listed;
}

describe('the sitemap', () => {
  it('has every page once, with when the log last changed it', async () => {
    const before = await addresses();
    const events = await database().event.findMany({ where: { state: 'PUBLISHED' }, select: { id: true } });
    expect(events.filter(({ id }) => !before.has(`/events/${id}`))).toEqual([]);
    const releases = await database().release.findMany({ select: { id: true } });
    expect(releases.length).toBeGreaterThan(0);
    const others = [...mastheadPages.map(([path]) => path), ...releases.map(({ id }) => `/releases/${id}`)];
    expect(others.filter((path) => !before.has(path))).toEqual([]);
    expect(before.has('/negotiations/sag-aftra-2023')).toBe(true);
    // They gather what is said in many places, of which none of their own dates knows.
    for (const path of ['/methodology', '/people/bob-iger', '/unions/wga-west', '/issues/generative-ai', '/studios/disney'])
      expect(before.has(path) && before.get(path) === undefined, path).toBe(true);
    for (const path of ['/', '/corrections', '/events/2023-07-14-strike-begins', '/negotiations/dga-2023'])
      expect(before.get(path), path).toBeDefined();
    const change = { entity: 'EVENT', negotiation: 'sag-aftra-2023', before: {}, reason: 'test' } as const;
    await logTransaction(database(), (tx) =>
      appendChanges(
        tx,
        [
          { ...change, kind: 'CORRECTED', key: '2023-07-14-strike-begins', after: {} },
          { ...change, kind: 'RETRACTED', key: '2023-10-02-talks-resume', after: null },
        ],
        'test',
      ),
    );
    const after = await addresses();
    for (const path of ['/events/2023-07-14-strike-begins', '/negotiations/sag-aftra-2023', '/'])
      expect(after.get(path)?.localeCompare(before.get(path) ?? ''), path).toBe(1);
    expect(after.has('/events/2023-10-02-talks-resume')).toBe(false);
    expect(after.get('/negotiations/dga-2023')).toBe(before.get('/negotiations/dga-2023'));
  });

  it('has no part beyond the last', async () => expect((await askSite('/sitemap.xml?part=2')).status).toBe(404));
});

describe('security.txt', () => {
  it('is not there where no contact is set, and says why', async () => {
    const response = await askSite('/.well-known/security.txt');
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('SECURITY_CONTACT');
  });

  it('is a file of RFC 9116 where one is', async () => {
    process.env.SECURITY_CONTACT = 'mailto:security@parley.example';
    const response = await askSite('/.well-known/security.txt');
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const lines = (await response.text()).trimEnd().split('\r\n');
    const fields = new Map(lines.map((line): [string, string] => [line.split(': ')[0] ?? '', line.split(': ')[1] ?? '']));
    expect(fields.get('Contact')).toBe('mailto:security@parley.example');
    const days = (Date.parse(z.iso.datetime().parse(fields.get('Expires'))) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(88);
    expect(days).toBeLessThan(366);
  });
});

describe('the Markdown views', () => {
  it('tell the founding day', async () => {
    const board = await (await askSite('/markdown/board?asOf=2023-10-02')).text();
    expect(board).toContain('as of 2 October 2023');
    expect(board).toContain('Day 81 of the strike by the unions’ inclusive count (80 elapsed, 56 working days).');
    const page = await (await askSite('/markdown/negotiations/sag-aftra-2023?asOf=2023-10-02')).text();
    expect(page).toMatch(/^# SAG-AFTRA/);
    expect(page).not.toContain('November 2023');
    const event = await (await askSite('/markdown/events/2023-07-14-strike-begins')).text();
    expect(event).toContain('## Sources');
  });

  it.each([
    ['/markdown/negotiations/nobody', 404],
    ['/markdown/events/2023-01-01-nothing', 404],
    ['/markdown/events/2023-07-14-strike-begins?asOf=1990-01-01', 404],
    ['/markdown/board?colour=red', 400],
  ])('refuse %s', async (path, code) => expect((await askSite(path)).status).toBe(code));
});

describe('the pictures', () => {
  it.each([
    '/og/board?asOf=2023-10-02',
    '/og/negotiations/sag-aftra-2023?asOf=2023-10-02',
    '/og/events/2023-10-02-talks-resume?asOf=2023-10-02',
    '/og/compare?negotiations=sag-aftra-2023,wga-2023,dga-2023&asOf=2023-10-02',
  ])('%s is a PNG of 1200 by 630', async (path) => {
    const response = await askSite(path);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630]);
    expect(bytes.length).toBeLessThan(300_000);
  });

  it.each([
    '/og/negotiations/nobody',
    '/og/events/2023-01-01-nothing',
    '/og/compare?negotiations=nobody',
    '/og/compare',
    '/og/board?asOf=x',
  ])('there is none at %s', async (path) => expect((await askSite(path)).status).toBeGreaterThanOrEqual(400));
});

it('robots.txt, llms.txt and trust.txt say where things are', async () => {
  expect(await (await askSite('/robots.txt')).text()).toContain('\nSitemap: http://127.0.0.1:3000/sitemap.xml\n');
  expect(await (await askSite('/llms.txt')).text()).toContain('/negotiations/sag-aftra-2023.md');
  expect(await (await askSite('/.well-known/trust.txt')).text()).toBe(await (await askSite('/trust.txt')).text());
});
