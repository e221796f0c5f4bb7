import { describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { searchOperation } from '#http/contracts/search.ts';
import { problemSchema } from '#http/problem.ts';
import { withoutLog } from '../setup/database.ts';
import { ask } from './ask.ts';

const invalid = async (path: string) => {
  const response = await ask(path);
  expect(response.status).toBe(400);
  return problemSchema.parse(await response.json()).invalidParams?.map(({ name }) => name);
};

async function answer(path: string) {
  const response = await ask(path);
  expect(response.status).toBe(200);
  const body: unknown = await response.json();
  expect(searchOperation.answer.safeParse(body).error).toBeUndefined();
  return z
    .object({
      data: z.array(searchOperation.item),
      meta: z.object({ total: z.int(), corrected: z.boolean(), query: z.string(), words: z.string(), complete: z.boolean() }),
    })
    .parse(body);
}

describe('a search', () => {
  it.each(['/search', '/search?q=', '/search?q=%20%20', '/search?q=%00', `/search?q=${'x'.repeat(101)}`])(
    '%.30s is refused',
    async (path) => expect(await invalid(path)).toEqual(['q']),
  );

  it.each([
    ['/search?q=strike&kind=VOTES', 'kind'],
    ['/search?q=strike&kind=', 'kind'],
    ['/search?q=strike&negotiation=wga-2032', 'negotiation'],
    ['/search?q=strike&from=2023-02-30', 'from'],
    ['/search?q=strike&order=asc', 'order'],
  ])('%s is refused', async (path, name) => expect(await invalid(path)).toEqual([name]));

  it('says what was looked for, how much there is, and who says so', async () => {
    const { data, meta } = await answer('/search?q=fran%20dresher&limit=5');
    expect(meta).toMatchObject({ query: 'fran drescher', corrected: true, words: 'ALL', complete: true });
    expect(data).toHaveLength(5);
    expect(meta.total).toBeGreaterThan(20);
    expect(data[0]).toMatchObject({ kind: 'PERSON', id: 'fran-drescher', title: [{ text: 'Fran Drescher', match: true }] });
    expect(data[0]?.links.self).toMatch(/\/people\/fran-drescher$/);
    const quoted = (await answer('/search?q=%22never%20be%20able%20to%20get%22%20or%20duress&kind=STATEMENT')).data;
    expect(quoted.every(({ kind }) => kind === 'STATEMENT')).toBe(true);
  });

  it('tells hostile text as it is, in every form', async () => {
    const headline = '=HYPERLINK("x") <script>alert(1)</script> platypus \u202e & \'quoted\'';
    await withoutLog(inject('cluster'), process.env.DATABASE_URL ?? '', async (tx) => {
      await tx.event.create({
        data: {
          id: '2023-10-02-hostile',
          negotiationSlug: 'dga-2023',
          kind: 'MILESTONE',
          date: '2023-10-02',
          effectiveDay: '2023-10-02',
          knownFrom: '2023-10-02',
          sortKey: '2023-10-02T12:00',
          headline,
          summary: '<b>platypus</b>\nsecond line',
          significance: 'MINOR',
          confidence: 'REPORTED',
          citations: { create: { sourceId: 'screendaily-2023-10-02', position: 0 } },
        },
      });
    });
    const { data } = await answer('/search?q=platypus');
    expect(data.map(({ title }) => title.map(({ text }) => text).join(''))).toEqual([headline]);
    expect(data[0]?.passage?.segments).toEqual([
      { text: '<b>', match: false },
      { text: 'platypus', match: true },
      { text: '</b>\nsecond line', match: false },
    ]);
    const csv = await (await ask('/search?q=platypus&format=csv')).text();
    expect(csv).toContain(`"'=HYPERLINK(""x"") <script>`);
    const ndjson = await (await ask('/search?q=platypus&format=ndjson')).text();
    expect(ndjson.trim().split('\n')).toHaveLength(1);
  });
});
