import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { database } from '#data/client.ts';
import { readRelease } from '#data/release/read.ts';
import { makeRelease } from '#data/release/write.ts';
import { readTransaction } from '#data/transaction.ts';
import { apiReference } from '#http/reference.ts';
import { releaseArchive } from '#http/release/package.ts';
import { GET, HEAD } from '../../src/app/releases/[id]/[...path]/route.ts';
import { ask } from './ask.ts';

const detail = z.object({
  data: z.object({
    id: z.string(),
    previous: z.string().nullable(),
    checksum: z.string(),
    size: z.number(),
    files: z.array(z.object({ path: z.string(), size: z.number(), checksum: z.string(), link: z.url() })),
  }),
});

async function latest() {
  const release = await readTransaction(database(), (tx) => readRelease(tx, 'latest'));
  if (release === null) throw new Error('there is no release');
  return release;
}

function askFile(id: string, path: string, init: RequestInit = {}): Promise<Response> {
  const request = new Request(`http://localhost:3000/releases/${id}/${path}`, init);
  return (init.method === 'HEAD' ? HEAD : GET)(request, { params: Promise.resolve({ id, path: path.split('/') }) });
}

test('an archive is saved under its name, is kept for good, and has the checksum that is told', async () => {
  const { id, checksum, size } = await latest();
  const response = await askFile(id, `parley-${id}.zip`);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="parley-${id}.zip"`,
    'cache-control': 'public, max-age=31536000, immutable',
  });
  const bytes = await response.bytes();
  expect([bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([size, checksum]);
  expect((await askFile(id, `parley-${id}.zip`, { headers: { 'If-None-Match': response.headers.get('etag') ?? '' } })).status).toBe(304);
  expect(await (await askFile(id, `parley-${id}.zip`, { method: 'HEAD' })).text()).toBe('');
});

test('every file that a release tells of is at its address, with its checksum', async () => {
  const { data } = detail.parse(await (await ask('/releases/latest')).json());
  for (const { path, size, checksum, link } of data.files) {
    expect(new URL(link).pathname).toBe(`/releases/${data.id}/${path}`);
    const response = await askFile(data.id, path);
    const bytes = await response.bytes();
    expect([bytes.length, createHash('sha256').update(bytes).digest('hex')], path).toEqual([size, checksum]);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-type'), path).not.toMatch(/html/);
  }
});

test('latest leads to the last release, and is kept for seconds', async () => {
  const before = await latest();
  const made = await makeRelease(database(), { date: before.date, origin: null, compose: releaseArchive });
  const { data } = detail.parse(await (await ask('/releases/latest')).json());
  expect([data.id, data.previous]).toEqual([made.id, before.id]);
  const response = await askFile('latest', 'parley-latest.zip');
  expect(response.headers.get('content-disposition')).toBe(`attachment; filename="parley-${made.id}.zip"`);
  expect(response.headers.get('cache-control')).toBe('public, max-age=0, s-maxage=5');
  expect(
    createHash('sha256')
      .update(await response.bytes())
      .digest('hex'),
  ).toBe(made.checksum);
  const listed = z.object({ data: z.array(z.object({ id: z.string() })) }).parse(await (await ask('/releases')).json());
  expect(listed.data.map(({ id }) => id)).toEqual([made.id, before.id]);
});

test.each([
  ['2001-01-01', 'parley-2001-01-01.zip'],
  ['latest', 'parley-2001-01-01.zip'],
  ['latest', 'nothing'],
  ['latest', '../../etc/passwd'],
  ['latest', '__proto__'],
  ['latest', 'data'],
  ['constructor', 'README.md'],
  ['2026-02-30', 'README.md'],
])('there is no file %s/%s', async (id, path) => {
  const response = await askFile(id, path);
  expect(response.status).toBe(404);
  expect(response.headers.get('cache-control')).toBe('no-store');
});

test('the page of the API has every operation and every schema that it leads to', () => {
  const { groups, schemas } = apiReference('https://parley.example');
  const operations = groups.flatMap((group) => group.operations);
  expect(operations.length).toBeGreaterThan(35);
  const names = new Set(schemas.map(({ name }) => name));
  const types = [
    ...operations.flatMap(({ parameters, body, answer }) => [
      ...parameters.map(({ type }) => type),
      answer.type,
      ...(body === null ? [] : [body.type]),
    ]),
    ...schemas.flatMap(({ type, fields }) => [type, ...fields.map((field) => field.type)]),
  ];
  for (const words of types) {
    expect(words.length).toBeGreaterThan(0);
    for (const word of words) if (typeof word !== 'string') expect(names).toContain(word.schema);
  }
  const unexplained = operations.flatMap(({ id, parameters }) =>
    parameters.filter(({ meaning }) => meaning === null).map(({ name }) => `${id}: ${name}`),
  );
  expect(unexplained).toEqual([]);
  for (const { example, path } of operations) if (example !== null) expect(example.split(/[/?]/)[1], example).toBe(path.split('/')[1]);
});
