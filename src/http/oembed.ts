import { type EmbedKind, embedQueries } from './contracts/embed.ts';
import { beginXml } from './xml.ts';

/** What is to be embedded: the kind, and the parameters of its address. */
export interface Embedded {
  readonly kind: EmbedKind;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The answer of oEmbed 1.0 for content of the type `rich` (https://oembed.com, 2.3.4). Sizes are CSS pixels. */
export interface OEmbed {
  readonly version: '1.0';
  readonly type: 'rich';
  readonly title: string;
  readonly provider_name: string;
  readonly provider_url: string;
  /** How long a consumer may keep it, in seconds. */
  readonly cache_age: number;
  readonly html: string;
  readonly width: number;
  readonly height: number;
}

/** The parameters of a page that its embed takes over. */
const kept = ['asOf', 'negotiations', 'issues'];

function isKind(name: string): name is EmbedKind {
  return Object.hasOwn(embedQueries, name);
}

/** What the address of a page, or of an embed itself, embeds; null where it has none, or is not of this site. */
export function embeddedAt(address: string, origin: string): Embedded | null {
  const url = URL.parse(address);
  if (url === null || url.origin !== origin) return null;
  const [, folder = '', name = '', more] = url.pathname.split('/');
  if (more !== undefined) return null;
  const all = Object.fromEntries(url.searchParams);
  const parameters = Object.fromEntries(Object.entries(all).filter(([key, value]) => kept.includes(key) && value !== ''));
  const { asOf } = parameters;
  const dated = asOf === undefined ? {} : { asOf };
  if (folder === 'embed' && isKind(name)) return valid({ kind: name, parameters: all });
  if (folder === 'negotiations') return valid({ kind: 'status', parameters: { negotiation: name, ...dated } });
  if (folder === 'events') return valid({ kind: 'event', parameters: { id: name, ...dated } });
  return folder === 'compare' && name === '' ? valid({ kind: 'compare', parameters }) : null;
}

function valid(embedded: Embedded): Embedded | null {
  return embedQueries[embedded.kind].safeParse(embedded.parameters).success ? embedded : null;
}

/** An answer of oEmbed as XML (https://oembed.com, 2.3.4.2). */
export function oembedXml(answer: OEmbed): string {
  const { root, add, write } = beginXml(null, 'oembed');
  for (const [name, value] of Object.entries(answer)) add(root, name, {}, String(value));
  return write();
}
