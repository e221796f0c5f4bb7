import { type FeedFormat, feedFormats } from '#http/feeds.ts';
import { addressOf } from './address.ts';

/** What a page's feeds are narrowed to. */
type Narrowed = Readonly<Record<string, readonly string[] | undefined>>;

const formats: readonly FeedFormat[] = ['atom', 'rss', 'json'];

/** The feeds of a page in every format, for a reader to choose from. */
export function feedsOf(filters: Narrowed, folder: '' | 'corrections/' = ''): readonly { readonly name: string; readonly href: string }[] {
  return formats.map((format) => ({ name: feedFormats[format].label, href: addressOf(`${folder}${format}`, filters) }));
}

/** The feeds of corrections in every format, as the head of their page names them. */
export function correctionsAlternates(): Record<string, { url: string; title: string }[]> {
  return Object.fromEntries(
    formats.map((format) => [
      feedFormats[format].mediaType,
      [{ url: addressOf(`corrections/${format}`, {}), title: `Corrections (${feedFormats[format].label})` }],
    ]),
  );
}

/** The feeds of a page as its head names them, so that a feed reader finds them at the page's own address. */
export function feedAlternates(filters: Narrowed, title: string): Record<string, { url: string; title: string }[]> {
  return Object.fromEntries(
    formats.map((format) => [
      feedFormats[format].mediaType,
      [
        { url: addressOf(format, filters), title: `${title} (${feedFormats[format].label})` },
        {
          url: addressOf(`corrections/${format}`, { negotiation: filters.negotiation }),
          title: `Corrections (${feedFormats[format].label})`,
        },
      ],
    ]),
  );
}
