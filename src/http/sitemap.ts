import { xmlText } from './xml.ts';

/** An address of a sitemap; `changedAt` is an instant, null where it is not known. */
export interface SitemapEntry {
  readonly address: string;
  readonly changedAt: string | null;
}

const namespace = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

function entry(name: string, { address, changedAt }: SitemapEntry): string {
  const modified = changedAt === null ? '' : `<lastmod>${xmlText(changedAt)}</lastmod>`;
  return `<${name}><loc>${xmlText(address)}</loc>${modified}</${name}>\n`;
}

/** Pages as a sitemap (https://www.sitemaps.org/protocol.html), of which one file holds at most 50,000. */
export function sitemapXml(entries: readonly SitemapEntry[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset ${namespace}>\n${entries.map((one) => entry('url', one)).join('')}</urlset>\n`;
}

/** The files of a large sitemap. */
export function sitemapIndexXml(entries: readonly SitemapEntry[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex ${namespace}>\n${entries.map((one) => entry('sitemap', one)).join('')}</sitemapindex>\n`;
}
