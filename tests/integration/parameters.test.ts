import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isValidElement } from 'react';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { fileOperations, operations } from '#http/operations.ts';
import { problemSchema } from '#http/problem.ts';
import { ask } from '../contract/ask.ts';
import { askSite } from '../contract/ask-site.ts';
import { pages } from '../e2e/pages.ts';
import { cloneDatabase } from '../setup/database.ts';

beforeAll(async () => {
  process.env.DATABASE_URL = await cloneDatabase(inject('cluster'), 'template_record');
});

/** The names that an address refuses of a query. */
async function refused(path: string): Promise<string[]> {
  const response = await ask(path);
  expect(response.status, path).toBe(400);
  return problemSchema.parse(await response.json()).invalidParams?.map(({ name }) => name) ?? [];
}

const withQuery = (path: string, query: string) => `${path}${path.includes('?') ? '&' : '?'}${query}`;

/** The example of an address without the parameters that a test gives itself. */
function bare(example: string, names: readonly string[]): string {
  const url = new URL(example, 'http://parley.example');
  for (const name of names) url.searchParams.delete(name);
  return `${url.pathname}${url.search}`;
}

const having = (...names: string[]) =>
  operations
    .filter(({ query }) => names.every((name) => name in query.shape))
    .map(({ id, example }) => ({ id, path: bare(example, [...names, 'since']) }));

describe('every address with a span of days', () => {
  it.each(having('from', 'to'))('$id refuses one that ends before it begins, naming both ends', async ({ path }) => {
    expect(await refused(withQuery(path, 'from=2023-07-15&to=2023-07-14'))).toEqual(['from', 'to']);
    expect((await ask(withQuery(path, 'from=2023-07&to=2023'))).status).toBe(200);
  });
});

describe('every address that takes a moment', () => {
  it.each(having('knownAt'))('$id refuses one that no record can be of', async ({ path }) => {
    for (const moment of ['0000-01-01T00:00:00Z', '0001-01-01T00:00:00%2B14:00', '1799-12-31T23:59:59Z', '9999-12-31T23:59:59-14:00'])
      expect(await refused(withQuery(path, `knownAt=${moment}`)), moment).toEqual(['knownAt']);
    for (const moment of ['%2B275760-09-13T00:00:00Z', '-000001-01-01T00:00:00Z', '10000-01-01T00:00:00Z'])
      expect(await refused(withQuery(path, `knownAt=${moment}`)), moment).toEqual(['knownAt']);
  });
});

describe('every address with a date', () => {
  it.each(having('asOf'))('$id answers for the last of days and for a year', async ({ path }) => {
    for (const asOf of ['9999-12-31', '9999', '1800-01-01', '2023-07'])
      expect([200, 404], asOf).toContain((await ask(withQuery(path, `asOf=${asOf}`))).status);
  });
});

/** A cursor as somebody would forge it who has read how they are made. */
function forged(path: string, key: unknown): string {
  const scope = JSON.stringify([`/api/v1${path}`, []]);
  const digest = createHash('sha256')
    .update(JSON.stringify(['parley cursor 1', key, '2026-01-01', scope]))
    .digest('base64url')
    .slice(0, 16);
  return Buffer.from(JSON.stringify([key, '2026-01-01', digest])).toString('base64url');
}

describe('a forged cursor', () => {
  it('is taken where it could have been given', async () => {
    expect((await ask(`/releases?cursor=${forged('/releases', { number: 5 })}`)).status).toBe(200);
  });

  it.each([
    ['/releases', { number: 3_000_000_000 }],
    ['/issues', { position: 3_000_000_000, slug: 'x' }],
    ['/issues', { position: -3_000_000_000, slug: 'x' }],
    ['/issues', { position: 1, slug: 'a\0b' }],
    ['/changes', { seq: 1e300 }],
    ['/sources', { slug: 'a\0' }],
    ['/timeline', { sortKey: '\0', id: 'x' }],
    ['/negotiations', { startedOn: '2023-05-02', slug: '\0' }],
  ])('for %s with %j is refused', async (path, key) => {
    expect(await refused(`${path}?cursor=${forged(path, key)}`)).toEqual(['cursor']);
  });
});

describe('numbers', () => {
  it.each([
    '/changes?since=99999999999999999999',
    '/changes?since=-1',
    '/changes?limit=2147483648',
    '/negotiations/sag-aftra-2023/diff?since=9223372036854775808',
    '/negotiations/sag-aftra-2023/ladder?measure=general-wage-increase&contractYear=99999999999',
  ])('out of range are refused: %s', async (path) => {
    expect(await refused(path)).toHaveLength(1);
  });

  it('at the end of their range are answered', async () => {
    expect((await ask('/changes?since=999999999')).status).toBe(200);
  });
});

const app = fileURLToPath(new URL('../../src/app', import.meta.url));

type Page = (props: {
  readonly params: Promise<Record<string, string>>;
  readonly searchParams: Promise<Record<string, string>>;
}) => unknown;

function isPage(value: unknown): value is Page {
  return typeof value === 'function';
}

/** What a page makes of an address, before its parts are drawn; Next asks it so. */
async function made(address: string): Promise<unknown> {
  const { pathname, searchParams } = new URL(address, 'http://parley.example');
  let folder = app;
  const params: Record<string, string> = {};
  for (const segment of pathname.split('/').filter((part) => part !== '')) {
    const name = existsSync(join(folder, segment)) ? segment : (readdirSync(folder).find((part) => part.startsWith('[')) ?? segment);
    if (name !== segment) params[name.slice(1, -1)] = segment;
    folder = join(folder, name);
  }
  const { default: page }: { readonly default?: unknown } = await import(join(folder, 'page.tsx'));
  if (!isPage(page)) throw new Error(`There is no page at ${address}.`);
  return page({ params: Promise.resolve(params), searchParams: Promise.resolve(Object.fromEntries(searchParams)) });
}

function dated(address: string, asOf: string): string {
  const url = new URL(address, 'http://parley.example');
  for (const name of ['from', 'to']) url.searchParams.delete(name);
  url.searchParams.set('asOf', asOf);
  return `${url.pathname}${url.search}`;
}

describe('every page', () => {
  const addresses = [...new Set(pages.map(([path]) => dated(path, '9999-12-31')))].filter((path) => !path.startsWith('/releases/latest'));
  it.each(addresses)('is made for the last of days: %s', async (path) => {
    expect(isValidElement(await made(path))).toBe(true);
  });
});

describe('the page of corrections', () => {
  it.each(['9999', '2100-01-01', '2023-07-14'])('answers for %s', async (asOf) => {
    expect(isValidElement(await made(`/corrections?asOf=${asOf}`))).toBe(true);
  });
});

describe('every file with a date', () => {
  it.each(fileOperations.filter(({ query }) => 'asOf' in query.shape))(
    '$id answers for the last of days and for a year',
    async ({ example }) => {
      for (const asOf of ['9999-12-31', '2023']) {
        const response = await askSite(dated(example, asOf));
        expect([200, 404], asOf).toContain(response.status);
      }
    },
  );
});
