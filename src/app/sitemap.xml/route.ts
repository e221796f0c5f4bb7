import { z } from 'zod';
import { pages as mastheadPages } from '#components/ui/masthead.ts';
import { readVersion } from '#data/change/read.ts';
import { readReleases } from '#data/release/read.ts';
import { type ListedFact, readLastChangedAt, readListedFacts } from '#data/sitemap/read.ts';
import { noParams } from '#http/contracts/fields.ts';
import { wholeNumber } from '#http/parameters.ts';
import { notFound } from '#http/problem.ts';
import { sitemapIndexXml, sitemapXml } from '#http/sitemap.ts';
import { endpoints } from '../api/endpoints.ts';

/** How many changes of the log one file covers: a file holds 50,000 addresses at most, and a change publishes one fact. */
const changesPerPart = 40_000;

const folders: Readonly<Record<ListedFact['entity'], string>> = {
  EVENT: 'events',
  NEGOTIATION: 'negotiations',
  UNION: 'unions',
  STUDIO: 'studios',
  PERSON: 'people',
  ISSUE: 'issues',
  SOURCE: 'sources',
};

/** Pages that do not depend on the record; the others of the masthead change whenever it does. */
const lasting = ['/methodology', '/data', '/api'];
const changing = mastheadPages.map(([path]) => path).filter((path) => !lasting.includes(path));

/** How many releases are listed, the latest first. */
const mostReleases = 200;

const query = z.strictObject({ part: wholeNumber(1, 100_000).exactOptional() });

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.file(
  { params: noParams, query },
  async ({ tx, query: { part }, origin }) => {
    const mediaType = 'application/xml; charset=utf-8';
    const parts = Math.max(1, Math.ceil((await readVersion(tx)) / changesPerPart));
    if (part !== undefined && part > parts) throw notFound('part of the sitemap', String(part));
    if (part === undefined && parts > 1) {
      const files = Array.from({ length: parts }, (_, index) => `${origin}/sitemap.xml?part=${index + 1}`);
      return { mediaType, body: sitemapIndexXml(files.map((address) => ({ address, changedAt: null }))) };
    }
    const number = part ?? 1;
    const facts = await readListedFacts(tx, { since: (number - 1) * changesPerPart, until: number * changesPerPart });
    const changedAt = await readLastChangedAt(tx);
    const releases = number > 1 ? [] : (await readReleases(tx, { limit: mostReleases })).items.map(({ id }) => `/releases/${id}`);
    const pages =
      number > 1
        ? []
        : [...changing.map((path) => ({ path, changedAt })), ...[...lasting, ...releases].map((path) => ({ path, changedAt: null }))];
    const listed = facts.map(({ entity, key, ...fact }) => ({ path: `/${folders[entity]}/${key}`, changedAt: fact.changedAt }));
    return { mediaType, body: sitemapXml([...pages, ...listed].map(({ path, ...entry }) => ({ address: `${origin}${path}`, ...entry }))) };
  },
);
