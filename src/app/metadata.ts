import type { Metadata } from 'next';
import { linkTo } from '#components/ui/link-to.ts';
import { publicOrigin } from '#env';

interface Described {
  readonly title: string;
  readonly description: string;
  /** The address that this page is to be known by. */
  readonly path: string;
  readonly type?: 'website' | 'article';
  /** The address of the picture that stands for the page where it is shared; that of the board where it has none of its own. */
  readonly picture?: string;
  /** Where the page is to be had as Markdown. */
  readonly markdown?: string;
  /** The feeds of what it shows, by media type: see feedAlternates. */
  readonly feeds?: Readonly<Record<string, { url: string; title: string }[]>>;
  /** The address by which oEmbed knows the page, where it can be embedded. */
  readonly embedded?: string;
}

/** What a page says of itself to browsers, to search engines and where it is shared. */
export function metadataOf({
  title,
  description,
  path,
  type = 'website',
  picture = '/og/board',
  feeds = {},
  ...forms
}: Described): Metadata {
  const image = { url: picture, width: 1200, height: 630, type: 'image/png', alt: title };
  return {
    title,
    description,
    alternates: { canonical: path, types: { ...feeds, ...otherForms(forms) } },
    openGraph: { title, description, url: path, type, siteName: 'Parley', locale: 'en_US', images: [image] },
    twitter: { card: 'summary_large_image', title, description, images: [image] },
  };
}

/** Where a page is to be had in other forms: as Markdown, and embedded by oEmbed. */
function otherForms({ markdown, embedded }: Pick<Described, 'markdown' | 'embedded'>): Record<string, { url: string; title: string }[]> {
  const oembed = (format: string) => [
    { url: linkTo('/oembed', null, { url: `${publicOrigin()}${embedded ?? ''}`, format }), title: `Embed (${format})` },
  ];
  return {
    ...(markdown !== undefined && { 'text/markdown': [{ url: markdown, title: 'Markdown' }] }),
    ...(embedded !== undefined && { 'application/json+oembed': oembed('json'), 'text/xml+oembed': oembed('xml') }),
  };
}
