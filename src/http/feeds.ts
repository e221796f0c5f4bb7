import type { Element } from '@xmldom/xmldom';
import type { FeedEntry } from '#domain/feed/entries.ts';
import { type AddElement, beginXml, namespaces } from './xml.ts';

/** A feed before it is written in one of its formats. */
export interface Feed {
  /** Stable for ever. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** The page that it is the feed of. */
  readonly home: string;
  /** Its own address. */
  readonly self: string;
  /** When it last changed: an instant. */
  readonly updated: string;
  readonly origin: string;
  readonly entries: readonly FeedEntry[];
}

/** The formats of feeds with their media types. */
export const feedFormats = {
  atom: { label: 'Atom', mediaType: 'application/atom+xml', write: toAtom },
  rss: { label: 'RSS', mediaType: 'application/rss+xml', write: toRss },
  json: { label: 'JSON Feed', mediaType: 'application/feed+json', write: toJsonFeed },
} as const;
export type FeedFormat = keyof typeof feedFormats;

const language = 'en-US';
const author = 'Parley';

function addCorrected(add: AddElement, parent: Element, { corrects }: FeedEntry, url: string): void {
  if (corrects !== null) add(parent, 'thr:in-reply-to', { ref: corrects, href: url, type: 'text/html' });
}

/** A feed as Atom (RFC 4287). A correction refers to the entry that it is about by the threading extension (RFC 4685). */
export function toAtom(feed: Feed): string {
  const { root, add, declare, write } = beginXml(namespaces.atom, 'feed');
  declare('thr');
  root.setAttribute('xml:lang', language);
  add(root, 'id', {}, feed.id);
  add(root, 'title', {}, feed.title);
  add(root, 'subtitle', {}, feed.description);
  add(root, 'updated', {}, feed.updated);
  add(add(root, 'author'), 'name', {}, author);
  add(root, 'link', { rel: 'self', type: feedFormats.atom.mediaType, href: feed.self });
  add(root, 'link', { rel: 'alternate', type: 'text/html', href: feed.home });
  for (const entry of feed.entries) {
    const url = `${feed.origin}${entry.path}`;
    const node = add(root, 'entry');
    add(node, 'id', {}, entry.id);
    add(node, 'title', {}, entry.title);
    add(node, 'updated', {}, entry.updated);
    add(node, 'published', {}, entry.published);
    add(node, 'link', { rel: 'alternate', type: 'text/html', href: url });
    addCorrected(add, node, entry, url);
    for (const term of entry.categories) add(node, 'category', { term });
    add(node, 'content', { type: 'text' }, entry.text);
  }
  return write();
}

const htmlCharacters: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Plain text as HTML, which is what a description in RSS is. */
function asHtml(text: string): string {
  return text
    .split('\n')
    .map((line) => `<p>${line.replace(/[&<>"]/g, (character) => htmlCharacters[character] ?? '')}</p>`)
    .join('');
}

/** A moment as RSS dates it (RFC 822). */
function rssDate(instant: string): string {
  return new Date(instant).toUTCString();
}

/** A feed as RSS 2.0. A correction is an item of its own that refers to the other; `guid` is as stable as the id in Atom. */
export function toRss(feed: Feed): string {
  const { root, add, declare, write } = beginXml(null, 'rss');
  declare('atom');
  declare('thr');
  root.setAttribute('version', '2.0');
  const channel = add(root, 'channel');
  add(channel, 'title', {}, feed.title);
  add(channel, 'link', {}, feed.home);
  add(channel, 'description', {}, feed.description);
  add(channel, 'language', {}, language);
  add(channel, 'lastBuildDate', {}, rssDate(feed.updated));
  add(channel, 'atom:link', { rel: 'self', type: feedFormats.rss.mediaType, href: feed.self });
  for (const entry of feed.entries) {
    const url = `${feed.origin}${entry.path}`;
    const item = add(channel, 'item');
    add(item, 'title', {}, entry.title);
    add(item, 'link', {}, url);
    add(item, 'guid', { isPermaLink: 'false' }, entry.id);
    add(item, 'pubDate', {}, rssDate(entry.published));
    addCorrected(add, item, entry, url);
    for (const category of entry.categories) add(item, 'category', {}, category);
    add(item, 'description', {}, asHtml(entry.text));
  }
  return write();
}

/** A feed as JSON Feed 1.1. A correction names the entry that it is about in `_parley.corrects`. */
export function toJsonFeed(feed: Feed): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    description: feed.description,
    home_page_url: feed.home,
    feed_url: feed.self,
    language,
    authors: [{ name: author, url: feed.origin }],
    items: feed.entries.map(({ id, title, text, path, published, updated, categories, corrects }) => ({
      id,
      url: `${feed.origin}${path}`,
      title,
      content_text: text,
      date_published: published,
      date_modified: updated,
      tags: categories,
      ...(corrects !== null && { _parley: { corrects } }),
    })),
  });
}
