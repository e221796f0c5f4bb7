import type { Metadata } from 'next';

/** The picture that stands for a page where it is shared. */
const image = { url: '/board.png', width: 1280, height: 900, alt: 'The board on 2 October 2023: a strike on day 81, a vote, and a deal' };

interface Described {
  readonly title: string;
  readonly description: string;
  /** The address that this page is to be known by. */
  readonly path: string;
  readonly type?: 'website' | 'article';
  /** The feeds of what it shows, by media type: see feedAlternates. */
  readonly feeds?: Readonly<Record<string, { url: string; title: string }[]>>;
}

/** What a page says of itself to browsers, to search engines and where it is shared. */
export function metadataOf({ title, description, path, type = 'website', feeds = {} }: Described): Metadata {
  return {
    title,
    description,
    alternates: { canonical: path, types: { ...feeds } },
    openGraph: { title, description, url: path, type, siteName: 'Parley', locale: 'en_US', images: [image] },
    twitter: { card: 'summary_large_image', title, description, images: [image.url] },
  };
}
