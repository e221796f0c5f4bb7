import { gzipSync } from 'node:zlib';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { palette } from '../../src/components/ui/palette.ts';
import { appendChanges, logTransaction } from '../../src/data/change/write.ts';
import { database } from '../../src/data/client.ts';
import { toJson } from '../../src/data/record/json.ts';
import { bundledNegotiation } from '../fixtures/record.ts';
import { askSite } from './ask-site.ts';

afterAll(() => database().$disconnect());

const status = '/embed/status?negotiation=sag-aftra-2023&asOf=2023-10-02';
const embeds = [
  [status, 'On strike, in talks'],
  ['/embed/timeline?negotiation=wga-2023&asOf=2023-10-02', 'Latest major events'],
  ['/embed/ladder?negotiation=sag-aftra-2023&measure=general-wage-increase&asOf=2023-10-02', 'contract year'],
  ['/embed/ladder?negotiation=dga-2023&measure=general-wage-increase-total&asOf=2023-10-02', 'as put by'],
  ['/embed/compare?negotiations=sag-aftra-2023,wga-2023&asOf=2023-10-02', 'Side by side'],
  ['/embed/event?id=2023-07-14-strike-begins&asOf=2023-10-02', 'strike takes effect'],
] as const;

// Asked once before, so that no answer is held up by the first connection.
beforeAll(() => askSite(status));

async function textOf(path: string): Promise<string> {
  const response = await askSite(path);
  expect(response.status, path).toBe(200);
  return response.text();
}

describe.each(embeds)('%s', (path, words) => {
  it('is a small page of its own without anything from elsewhere', async () => {
    const response = await askSite(path);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('cache-control')).toContain('public');
    const html = await response.text();
    expect(html).toContain(words);
    expect(html).toMatch(/^<!doctype html><html lang="en">/);
    const script = gzipSync(await readPublic('embed-frame.js')).length;
    expect(gzipSync(html).length + script).toBeLessThan(30_000);
    expect([...html.matchAll(/(?:src|action)="([^"]*)"/g)].map(([, address]) => address)).toEqual(['/embed-frame.js']);
  });

  it('has every class that it uses in its stylesheet', async () => {
    const html = await textOf(path);
    const css = (/<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '').replaceAll('\\', '');
    const used = new Set(
      [...html.matchAll(/ class="([^"]*)"/g)].flatMap(([, names = '']) => names.split(' ').filter((name) => name !== '')),
    );
    expect([...used].filter((name) => !css.includes(`.${name}`))).toEqual([]);
  });

  it('is light, dark, or what the reader’s system is', async () => {
    const of = (theme: string) => textOf(`${path}&theme=${theme}`);
    expect(await of('light')).not.toContain(palette.dark.paper);
    expect(await of('dark')).not.toContain(palette.light.paper);
    expect(await of('auto')).toContain('prefers-color-scheme:dark');
    expect((await askSite(`${path}&theme=pink`)).status).toBe(400);
  });

  it('is live without a date and not with one', async () => {
    expect(await textOf(path)).not.toContain('data-live');
    expect(await textOf(path.replace('&asOf=2023-10-02', ''))).toContain('data-live=""');
  });
});

async function readPublic(name: string): Promise<Buffer> {
  const { readFile } = await import('node:fs/promises');
  return readFile(new URL(`../../public/${name}`, import.meta.url));
}

it('names the organization that said something where no person is named', async () => {
  const id = '2023-06-05-amptp-on-authorization';
  expect(await textOf(`/embed/event?id=${id}`)).toContain(' — Alliance of Motion Picture and Television Producers<');
});

describe('what an embed refuses', () => {
  it.each([
    ['/embed/status?negotiation=nobody-2023', 404],
    ['/embed/event?id=2023-10-02-nothing', 404],
    ['/embed/status?negotiation=sag-aftra-2023&colour=red', 400],
    ['/embed/status?negotiation=sag-aftra-2023&asOf=2023-02-30', 400],
    ['/embed/status?negotiation=sag-aftra-2023&version=x', 400],
    ['/embed/status', 400],
    ['/embed/ladder?negotiation=sag-aftra-2023&measure=nothing', 400],
    ['/embed/compare?negotiations=sag-aftra-2023,nobody-2023', 400],
    ['/embed/compare?negotiations=sag-aftra-2023&issues=nothing', 400],
  ])('%s', async (path, code) => expect((await askSite(path)).status).toBe(code));

  it.each([
    '/embed/status?negotiation=sag-aftra-2023&asOf=1990-01-01',
    '/embed/event?id=2023-07-14-strike-begins&asOf=1990-01-01',
    '/embed/compare?negotiations=sag-aftra-2023&asOf=1990-01-01',
    '/embed/ladder?negotiation=sag-aftra-2023&measure=general-wage-increase&asOf=2023-01-30',
  ])('%s says that nothing was known', async (path) => {
    expect(await textOf(path)).toMatch(/nothing|no such number|had not happened/);
  });
});

const event = {
  id: '2023-07-14-strike-begins',
  kind: 'STATUS',
  date: '2023-07-14',
  headline: 'Strike begins',
  summary: 'It began.',
  significance: 'MAJOR',
  confidence: 'CONFIRMED',
  citations: [{ source: 'x' }],
  statusChanges: [{ axis: 'STOPPAGE', state: 'IN_EFFECT', stoppage: 'STRIKE' }],
};

describe('a correction', () => {
  it('is told by what was pinned before it, and by nothing else', async () => {
    const version = await logTransaction(database(), (tx) =>
      appendChanges(
        tx,
        [
          {
            kind: 'CORRECTED',
            entity: 'EVENT',
            key: event.id,
            negotiation: 'sag-aftra-2023',
            before: event,
            after: { ...event, headline: 'Strike takes effect' },
            reason: 'The hour was wrong: <b>00:01</b>.',
          },
        ],
        'test',
      ),
    );
    const asked = `/embed/event?id=${event.id}`;
    const told = 'The hour was wrong: &lt;b&gt;00:01&lt;/b&gt;.';
    const before = await textOf(`${asked}&asOf=2023-10-02&version=${version - 1}`);
    expect(before).toContain(told);
    expect(before).toContain(', after this was embedded');
    expect(await textOf(`${status}&version=${version - 1}`)).toContain(told);
    expect(await textOf(`/embed/timeline?negotiation=sag-aftra-2023&asOf=2023-10-02&version=${version - 1}`)).toContain(told);
    expect(await textOf(`${asked}&asOf=2023-10-02&version=${version}`)).not.toContain(told);
    expect(await textOf(asked)).not.toContain(told);
    expect(await textOf('/embed/status?negotiation=sag-aftra-2023&asOf=2023-07-01&version=0')).not.toContain(told);
    const undated = await textOf(`${asked}&asOf=2023-10-02`);
    expect(undated).toContain(told);
    expect(undated).not.toContain(', after this was embedded');
  });
});

describe('a pinned embed', () => {
  const slug = 'sag-aftra-2023';
  const file = bundledNegotiation(slug);
  const day = 'asOf=2023-10-02';
  const ladder = `/embed/ladder?negotiation=${slug}&measure=general-wage-increase&${day}`;
  const wages = `/embed/compare?negotiations=${slug},wga-2023&issues=minimum-compensation&${day}`;
  const all = `/embed/compare?negotiations=${slug}&${day}`;
  const timeline = `/embed/timeline?negotiation=${slug}&${day}`;
  let count = 0;

  /** Which of the embeds tell of a correction that the log gains. */
  async function tellingOf(
    entity: 'EVENT' | 'TERM' | 'DEMAND' | 'NEGOTIATION',
    key: string,
    before: object,
    change: object,
    embeds: readonly string[],
  ) {
    count += 1;
    const reason = `It was wrong, reason ${count}.`;
    const [was, is] = [toJson(before), toJson({ ...before, ...change })];
    await logTransaction(database(), (tx) =>
      appendChanges(tx, [{ kind: 'CORRECTED', entity, key, negotiation: slug, before: was, after: is, reason }], 'test'),
    );
    const told = await Promise.all(embeds.map(async (path) => ((await textOf(path)).includes(reason) ? [path] : [])));
    return told.flat();
  }
  const eventOf = (id: string) => {
    const found = file.events.find((each) => each.id === id);
    if (found === undefined) throw new Error(`the bundled record has no event ${id}`);
    return found;
  };
  const corrected = (id: string, change: object, embeds: readonly string[]) => tellingOf('EVENT', id, eventOf(id), change, embeds);
  const { demands: _demands, events: _events, disputes: _disputes, agreement, ...frame } = file;
  if (agreement === undefined) throw new Error('the bundled record has no agreement');
  const { terms: _terms, ...contract } = agreement;
  const negotiation = { ...frame, agreement: contract };

  it('tells a corrected number where it was drawn: on the ladder of its measure and the rows of its issue', async () => {
    const told = [ladder, wages, all, timeline, status];
    expect(await corrected('2023-07-12-employer-wage-offer', { summary: 'Another summary.' }, told)).toEqual([ladder, wages, all]);
    expect(await corrected('2023-07-12-employer-background-offer', { summary: 'Another summary.' }, told)).toEqual([all]);
    // Its issue found no room among those drawn.
    expect(await corrected('2023-07-12-employer-per-diem-offer', { summary: 'Another summary.' }, told)).toEqual([]);
    const years = [`${ladder}&contractYear=2`, `${ladder}&contractYear=9`];
    expect(await corrected('2023-07-12-union-wage-ask', { summary: 'Another summary.' }, years)).toEqual(years.slice(0, 1));
  });

  it('tells a corrected event that was among the latest, and an earlier one only where it moves the status', async () => {
    expect(await corrected('2023-07-17-union-publishes-chart', { headline: 'A chart' }, [timeline, ladder, status])).toEqual([timeline]);
    const first = '2023-06-05-strike-authorized';
    expect(await corrected(first, { headline: 'A vote' }, [timeline, status])).toEqual([]);
    expect(await corrected(first, { statusChanges: [{ axis: 'BLACKOUT', state: 'ON' }] }, [timeline, status])).toEqual([timeline, status]);
  });

  it('tells a corrected name, and a corrected agreement once there was one', async () => {
    const told = [status, timeline, ladder, wages];
    expect(await tellingOf('NEGOTIATION', slug, negotiation, { title: 'Another title' }, told)).toEqual(told);
    expect(await tellingOf('NEGOTIATION', slug, negotiation, { summary: 'Another summary.' }, told)).toEqual([]);
    const later = told.map((path) => path.replace(day, 'asOf=2023-12-31'));
    const expiry = { agreement: { ...contract, expiresOn: '2026-07-31' } };
    expect(await tellingOf('NEGOTIATION', slug, negotiation, expiry, [...told, ...later])).toEqual(later.slice(0, 1));
  });
});

const oembed = z.strictObject({
  version: z.literal('1.0'),
  type: z.literal('rich'),
  title: z.string().min(1),
  provider_name: z.string().min(1),
  provider_url: z.url(),
  cache_age: z.int().positive(),
  html: z.string().min(1),
  width: z.int().positive(),
  height: z.int().positive(),
});

describe('oEmbed', () => {
  const ask = (url: string, more = '') => askSite(`/oembed?url=${encodeURIComponent(`http://127.0.0.1:3000${url}`)}${more}`);

  it.each([
    ['/negotiations/sag-aftra-2023?asOf=2023-10-02', '/embed/status?negotiation=sag-aftra-2023&amp;asOf=2023-10-02'],
    ['/negotiations/sag-aftra-2023', '/embed/status?negotiation=sag-aftra-2023"'],
    ['/events/2023-07-14-strike-begins', '/embed/event?id=2023-07-14-strike-begins'],
    ['/compare?negotiations=wga-2023,dga-2023', '/embed/compare?negotiations=wga-2023,dga-2023'],
    ['/embed/timeline?negotiation=wga-2023&theme=dark', '/embed/timeline?negotiation=wga-2023&amp;theme=dark'],
  ])('answers for %s, as JSON and as XML', async (page, address) => {
    const response = await ask(page);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    const json = oembed.parse(await response.json());
    expect(json.html).toContain(address);
    const written = await ask(page, '&format=xml');
    expect(written.headers.get('content-type')).toMatch(/^text\/xml/);
    const xml = await written.text();
    expect(XMLValidator.validate(xml)).toBe(true);
    const parsed: unknown = new XMLParser({ parseTagValue: false, processEntities: true }).parse(xml);
    expect(parsed).toMatchObject({ oembed: { version: '1.0', type: 'rich', html: json.html, width: String(json.width) } });
  });

  it('keeps within the space that it is given', async () => {
    const json = oembed.parse(await (await ask('/negotiations/wga-2023', '&maxwidth=320&maxheight=200')).json());
    expect([json.width, json.height]).toEqual([320, 200]);
    expect(json.html).toContain('width="320" height="200"');
  });

  it.each([
    ['/negotiations/nobody-2023', '', 404],
    ['/negotiations/wga-2023/more/parts', '', 404],
    ['/methodology', '', 404],
    ['/negotiations/wga-2023', '&format=yaml', 501],
    ['/negotiations/wga-2023', '&maxwidth=0', 400],
    ['/negotiations/wga-2023', '&colour=red', 400],
  ])('refuses %s%s', async (page, more, code) => expect((await ask(page, more)).status).toBe(code));

  it.each(['https://example.org/negotiations/wga-2023', 'javascript:alert(1)', '', 'x'])('refuses the address “%s”', async (url) =>
    expect((await askSite(`/oembed?url=${encodeURIComponent(url)}`)).status).toBeGreaterThanOrEqual(400),
  );
});

describe('a badge', () => {
  it('says the state in words, for everybody', async () => {
    const response = await askSite('/badge/sag-aftra-2023.svg?asOf=2023-10-02');
    expect(response.headers.get('content-type')).toMatch(/^image\/svg\+xml/);
    expect(response.headers.get('etag')).toMatch(/^"/);
    const svg = await response.text();
    expect(XMLValidator.validate(svg)).toBe(true);
    expect(svg).toContain('<title id="t">SAG-AFTRA 2023: On strike, in talks · day 81 (inclusive)</title>');
    expect(svg).toContain(palette.light.strike);
  });

  it.each(['/badge/nobody.svg', '/badge/sag-aftra-2023.png', '/badge/sag-aftra-2023'])('%s is none', async (path) =>
    expect((await askSite(path)).status).toBe(404),
  );
});
