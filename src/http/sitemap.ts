import { beginXml, namespaces } from './xml.ts';

/** An address of a sitemap; `changedAt` is an instant, null where it is not known. */
export interface SitemapEntry {
  readonly address: string;
  readonly changedAt: string | null;
}

function sitemap(rootName: string, entryName: string, entries: readonly SitemapEntry[]): string {
  const { root, add, write } = beginXml(namespaces.sitemap, rootName);
  for (const { address, changedAt } of entries) {
    const entry = add(root, entryName);
    add(entry, 'loc', {}, address);
    if (changedAt !== null) add(entry, 'lastmod', {}, changedAt);
  }
  return write();
}

/** Pages as a sitemap (https://www.sitemaps.org/protocol.html), of which one file holds at most 50,000. */
export function sitemapXml(entries: readonly SitemapEntry[]): string {
  return sitemap('urlset', 'url', entries);
}

/** The files of a large sitemap. */
export function sitemapIndexXml(entries: readonly SitemapEntry[]): string {
  return sitemap('sitemapindex', 'sitemap', entries);
}
