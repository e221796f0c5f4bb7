import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { oneLine, readableLines } from '#domain/text/one-line.ts';
import { type Feed, toAtom, toJsonFeed, toRss } from './feeds.ts';

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  processEntities: true,
  trimValues: false,
});

function feedOf(title: string, text: string): Feed {
  const entry = {
    title: oneLine(title),
    text: readableLines(text).join('\n'),
    path: '/events/2023-10-02-talks',
    published: '2023-10-03T00:00:00.000Z',
    updated: '2023-10-04T00:00:00.000Z',
    categories: ['session'],
  };
  return {
    id: 'tag:parley.example,2026:feed',
    title: oneLine(`Parley: ${title}`),
    description: 'Events',
    home: 'https://parley.example/?a=1&b=2',
    self: 'https://parley.example/feeds/atom',
    updated: '2023-10-04T00:00:00.000Z',
    origin: 'https://parley.example',
    entries: [
      { ...entry, id: 'tag:parley.example,2026:change/2', corrects: 'tag:parley.example,2026:event/a' },
      { ...entry, id: 'tag:parley.example,2026:event/a', corrects: null },
    ],
  };
}

const text = z.string();
const link = z.object({ '@rel': z.string(), '@href': z.url() });
/** What RFC 4287 requires of a feed and its entries (4.1.1, 4.1.2). */
const atomSchema = z.object({
  feed: z.object({
    '@xmlns': z.literal('http://www.w3.org/2005/Atom'),
    id: z.string().startsWith('tag:'),
    title: text,
    updated: z.iso.datetime(),
    author: z.object({ name: text }),
    link: z.array(link),
    entry: z.array(
      z.object({
        id: z.string().startsWith('tag:'),
        title: text,
        updated: z.iso.datetime(),
        published: z.iso.datetime(),
        link: link,
        content: z.object({ '#text': text, '@type': z.literal('text') }),
        'thr:in-reply-to': z.object({ '@ref': text }).optional(),
      }),
    ),
  }),
});
/** What RSS 2.0 requires of a channel, and of its items. */
const rssSchema = z.object({
  rss: z.object({
    '@version': z.literal('2.0'),
    channel: z.object({
      title: text,
      link: z.url(),
      description: text,
      item: z.array(
        z.object({
          title: text,
          link: z.url(),
          guid: z.object({ '#text': text, '@isPermaLink': z.literal('false') }),
          pubDate: z.string().regex(/^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/),
          description: text,
        }),
      ),
    }),
  }),
});
/** What JSON Feed 1.1 requires. */
const jsonSchema = z.object({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: text,
  home_page_url: z.url(),
  feed_url: z.url(),
  items: z.array(
    z.object({
      id: text,
      url: z.url(),
      content_text: text,
      date_published: z.iso.datetime(),
      _parley: z.object({ corrects: text }).optional(),
    }),
  ),
});

describe('a feed', () => {
  const feed = feedOf('Talks & more', 'They met.\nAgain.');

  it('is Atom as RFC 4287 has it', () => {
    const parsed = atomSchema.parse(parser.parse(toAtom(feed))).feed;
    expect(parsed.link.map((one) => one['@rel'])).toEqual(['self', 'alternate']);
    expect(parsed.entry[0]?.['thr:in-reply-to']?.['@ref']).toBe(parsed.entry[1]?.id);
    expect(parsed.entry[1]?.title).toBe('Talks & more');
  });

  it('is RSS 2.0', () => {
    const { channel } = rssSchema.parse(parser.parse(toRss(feed))).rss;
    expect(channel.item[0]).toMatchObject({ pubDate: 'Tue, 03 Oct 2023 00:00:00 GMT', description: '<p>They met.</p><p>Again.</p>' });
  });

  it('is JSON Feed 1.1', () => {
    const { items } = jsonSchema.parse(JSON.parse(toJsonFeed(feed)));
    expect(items.map((item) => item._parley?.corrects)).toEqual(['tag:parley.example,2026:event/a', undefined]);
  });
});

describe('hostile text in a feed', () => {
  const pieces = [
    '<script>alert(1)</script>',
    ']]>',
    '<![CDATA[',
    '&lt;',
    '&#0;',
    '\0',
    '\u0008',
    '\ufffe',
    '\ud800',
    '\u202e',
    '\r\n',
    '=1+1',
    '"',
    "'",
    '--',
    '<?x?>',
    '🎬',
  ];
  const hostile = fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary' })), { maxLength: 8 })
    .map((parts) => `x${parts.join('')}`);

  it('stays text: the XML is valid, and says what the words say', () => {
    fc.assert(
      fc.property(hostile, hostile, (title, summary) => {
        const feed = feedOf(title, summary);
        for (const xml of [toAtom(feed), toRss(feed)]) {
          expect(XMLValidator.validate(xml)).toBe(true);
          // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML 1.0 has no way of writing
          expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|<!\[CDATA\[|<script/);
          expect(xml.isWellFormed()).toBe(true);
        }
        const entry = atomSchema.parse(parser.parse(toAtom(feed))).feed.entry[1];
        expect(entry?.title).toBe(feed.entries[1]?.title);
        expect(entry?.content['#text']).toBe(feed.entries[1]?.text);
        expect(rssSchema.parse(parser.parse(toRss(feed))).rss.channel.item[1]?.description).not.toMatch(/<(?!\/?p>)/);
        expect(jsonSchema.parse(JSON.parse(toJsonFeed(feed))).items).toHaveLength(2);
      }),
      { numRuns: 40 },
    );
  });
});
