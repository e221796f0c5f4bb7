import { XMLParser } from 'fast-xml-parser';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '#data/client.ts';
import { importRecord } from '#data/record/import.ts';
import { problemSchema } from '#http/problem.ts';
import * as feeds from '../../src/app/feeds/[format]/route.ts';
import * as corrections from '../../src/app/feeds/corrections/[format]/route.ts';
import { bundledNegotiation } from '../fixtures/record.ts';
import { entryOf, makeToken, send, written } from './writing.ts';

function get(path: string, init: RequestInit = {}): Promise<Response> {
  const format = /\/(\w+)(\?|$)/.exec(path)?.[1] ?? '';
  const { GET } = path.startsWith('/feeds/corrections/') ? corrections : feeds;
  return GET(new Request(`http://localhost:3000${path}`, init), { params: Promise.resolve({ format }) });
}

const jsonFeed = z.object({
  title: z.string(),
  home_page_url: z.url(),
  feed_url: z.url(),
  items: z.array(
    z.object({
      id: z.string(),
      url: z.url(),
      title: z.string(),
      content_text: z.string(),
      date_modified: z.iso.datetime(),
      _parley: z.object({ corrects: z.string() }).optional(),
    }),
  ),
});

async function read(path: string) {
  const response = await get(path);
  expect(response.status).toBe(200);
  return jsonFeed.parse(await response.json());
}

describe('a feed', () => {
  it.each([
    ['atom', 'application/atom+xml; charset=utf-8'],
    ['rss', 'application/rss+xml; charset=utf-8'],
    ['json', 'application/feed+json; charset=utf-8'],
  ])('as %s has its media type, its tag and its cache time, and 304 to its own tag', async (format, mediaType) => {
    const path = `/feeds/${format}?negotiation=sag-aftra-2023`;
    const response = await get(path);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': mediaType,
      'cache-control': 'public, max-age=0, s-maxage=5',
      etag: expect.stringMatching(/^"[\w-]{27}"$/),
      'access-control-allow-origin': '*',
    });
    expect((await response.text()).length).toBeGreaterThan(1000);
    expect((await get(path, { headers: { 'If-None-Match': response.headers.get('etag') ?? '' } })).status).toBe(304);
    expect(await (await get(path, { method: 'HEAD' })).text()).toBe('');
  });

  it.each([
    ['/feeds/json', 'Parley: the record', '/'],
    ['/feeds/json?negotiation=wga-2023', 'Parley: WGA 2023', '/negotiations/wga-2023'],
    ['/feeds/json?union=sag-aftra', /^Parley: Screen Actors Guild/, '/unions/sag-aftra'],
    ['/feeds/json?issue=generative-ai', /^Parley: /, '/issues/generative-ai'],
    ['/feeds/json?person=bob-iger', 'Parley: Bob Iger', '/people/bob-iger'],
    ['/feeds/json?kind=VOTE&significance=MAJOR', 'Parley: the record (major, vote)', '/'],
  ])('%s has its events, its title and its page', async (path, title, home) => {
    const feed = await read(path);
    expect(feed.title).toMatch(title);
    expect(new URL(feed.home_page_url).pathname).toBe(home);
    expect(feed.items.length).toBeGreaterThan(0);
    expect(new Set(feed.items.map(({ id }) => id)).size).toBe(feed.items.length);
  });

  it('begins with what happened last, and knows nothing that came after its date', async () => {
    const feed = await read('/feeds/json?negotiation=sag-aftra-2023&asOf=2023-10-02&limit=200');
    const set = feed.items.find(({ id }) => id.endsWith('event/2023-10-04-session'));
    expect(set?.title).toBe('Bargaining session set for 4 October 2023');
    expect(JSON.stringify(feed.items)).not.toMatch(/event\/2023-1[12]|November 2023/);
    const days = feed.items
      .filter(({ id }) => /event\/\d{4}-\d{2}-\d{2}/.test(id))
      .map(({ id }) => /event\/(\d{4}-\d{2}-\d{2})/.exec(id)?.[1] ?? '');
    expect(days.length).toBeGreaterThan(50);
    expect(days).toEqual(days.toSorted().toReversed());
  });

  it('has one address for the same filters', async () => {
    const [one, other] = [
      await read('/feeds/json?kind=VOTE&negotiation=wga-2023'),
      await read('/feeds/json?negotiation=wga-2023&kind=VOTE&limit=50'),
    ];
    expect(one).toEqual(other);
    expect(one.feed_url).toMatch(/\/feeds\/json\?kind=VOTE&negotiation=wga-2023$/);
  });

  it.each([
    ['/feeds/json?colour=red', 400, ['colour']],
    ['/feeds/json?negotiation=wga-2032', 400, ['negotiation']],
    ['/feeds/json?union=nobody&person=nobody', 400, ['union', 'person']],
    ['/feeds/rss?limit=0', 400, ['limit']],
    ['/feeds/corrections/atom?issue=generative-ai', 400, ['issue']],
    ['/feeds/xml', 404, undefined],
  ])('%s is refused', async (path, status, names) => {
    const response = await get(path);
    expect(response.status).toBe(status);
    expect(problemSchema.parse(await response.json()).invalidParams?.map(({ name }) => name)).toEqual(names);
  });
});

describe('a correction', () => {
  const corrected = '2023-10-02-talks-resume';
  const before = bundledNegotiation('sag-aftra-2023');

  beforeAll(async () => {
    const database = openDatabase(process.env.DATABASE_URL ?? '');
    const events = before.events.map((event) => (event.id === corrected ? { ...event, headline: 'The talks <resume> & go on' } : event));
    await importRecord(database, [{ file: 'sag-aftra-2023.json', kind: 'negotiation', value: { ...before, events } }], {
      actor: 'test',
      reason: 'Why.',
    });
    await database.$disconnect();
  });

  it('is a new entry that names the old one, first in the feed of its negotiation', async () => {
    const { items } = await read('/feeds/json?negotiation=sag-aftra-2023&limit=200');
    const [first] = items;
    expect(first).toMatchObject({ title: 'Correction: The talks <resume> & go on', url: expect.stringMatching(`/events/${corrected}$`) });
    expect(first?.content_text).toContain(
      'headline, from “SAG-AFTRA and AMPTP resume talks on day 81 of the strike” to “The talks <resume> & go on”',
    );
    const old = items.find(({ id }) => id === first?._parley?.corrects);
    expect(old).toMatchObject({ title: 'The talks <resume> & go on', date_modified: first?.date_modified });
  });

  it('is alone in the feed of corrections, in every format', async () => {
    const { items } = await read('/feeds/corrections/json');
    expect(items.map(({ title }) => title)).toEqual(['Correction: The talks <resume> & go on']);
    expect((await read('/feeds/corrections/json?negotiation=wga-2023')).items).toEqual([]);
    const atom: unknown = new XMLParser().parse(await (await get('/feeds/corrections/atom')).text());
    expect(z.object({ feed: z.object({ entry: z.object({ title: z.string() }) }) }).parse(atom).feed.entry.title).toBe(
      'Correction: The talks <resume> & go on',
    );
    expect(await (await get('/feeds/corrections/rss?negotiation=wga-2023')).text()).toContain('<lastBuildDate>');
  });
});

describe('a correction that takes an event out of a feed', () => {
  const feedOf = (filter: string) => read(`/feeds/json?negotiation=wga-2026&${filter}`);
  const asked = { kind: 'PROPOSAL', position: { demand: 'minimums', party: 'UNION', act: 'PROPOSED' } };
  const said = { kind: 'STATEMENT', statement: { speaker: 'bob-iger', organization: 'disney', quote: 'We are here to talk.' } };
  it.each([
    ['said', said, { statement: { speaker: 'david-zaslav' } }, 'person=bob-iger', 'person=david-zaslav'],
    [
      'met',
      { kind: 'SESSION', session: { status: 'HELD', attendees: ['bob-iger'] } },
      { session: { attendees: ['david-zaslav'] } },
      'person=bob-iger',
      'person=david-zaslav',
    ],
    ['weighed', {}, { significance: 'MAJOR' }, 'significance=MINOR', 'significance=MAJOR'],
    ['asked', asked, { position: { demand: 'ai-protections' } }, 'issue=minimum-compensation', 'issue=ai-generated-material'],
  ] as const)('is told in it, and in the one where it stands now: %s', async (id, detail, patch, from, to) => {
    const desk = await makeToken();
    const { etag } = await written(await send('POST', '/events', entryOf(id, detail), desk), 201);
    expect((await feedOf(from)).items.map((item) => item.id)).toContainEqual(expect.stringMatching(`event/2026-03-02-${id}$`));
    await written(await send('PATCH', `/events/2026-03-02-${id}`, { ...patch, reason: 'A slip.' }, { ...desk, ifMatch: etag }), 200);
    const named = expect.stringMatching(`event/2026-03-02-${id}$`);
    const left = (await feedOf(from)).items;
    const own = left.filter((item) => item.url.endsWith(`/2026-03-02-${id}`));
    expect(own).toMatchObject([{ title: expect.stringMatching(/^Correction: /), _parley: { corrects: named } }]);
    expect((await feedOf(to)).items.filter((item) => item.url.endsWith(`/2026-03-02-${id}`))).toHaveLength(2);
  });
});
