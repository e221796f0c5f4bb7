import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventKinds } from '#domain/event/event.ts';
import { metaSchema } from '#http/operation.ts';
import { operations } from '#http/operations.ts';
import { ask } from './ask.ts';

const pageSchema = z.object({
  data: z.array(z.looseObject({})),
  meta: z.object(metaSchema.shape),
  links: z.object({ next: z.url().optional() }),
});

/** Every page of a list from the first on, as its `links.next` leads. */
async function crawl(path: string, limit: number): Promise<{ pages: unknown[][]; items: unknown[] }> {
  const pages: unknown[][] = [];
  let next: string | undefined = `${path}${path.includes('?') ? '&' : '?'}limit=${limit}`;
  while (next !== undefined) {
    const response = await ask(next);
    expect(response.status, next).toBe(200);
    const page = pageSchema.parse(await response.json());
    pages.push(page.data);
    next = page.links.next?.replace(/^.*?\/api\/v1/, '');
    expect(pages.length).toBeLessThan(2000);
  }
  return { pages, items: pages.flat() };
}

const identity = (item: unknown) => {
  const { kind, negotiation, id, slug, seq } = z
    .object({
      kind: z.string().optional(),
      negotiation: z.string().nullish(),
      id: z.string().optional(),
      slug: z.string().optional(),
      seq: z.int().optional(),
    })
    .parse(item);
  return `${kind ?? ''} ${negotiation ?? ''} ${id ?? slug ?? seq ?? ''}`;
};

describe.each(operations.filter(({ list }) => list).map(({ path, example }) => [path, example] as const))('%s', (_, example) => {
  it('gives in small pages what it gives in large ones, each once', async () => {
    const path = example.replace(/[?&]limit=\d+/, '');
    const whole = await crawl(path, 200);
    for (const limit of [1, 7, whole.items.length, 50].filter((size) => size >= 1 && size <= 200 && whole.items.length / size <= 300)) {
      const { pages, items } = await crawl(path, limit);
      expect(items).toEqual(whole.items);
      expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
      if (whole.items.length > 0) expect(pages.at(-1)?.length).toBeGreaterThan(0);
    }
    expect(new Set(whole.items.map(identity)).size).toBe(whole.items.length);
  });
});

const negotiations = ['dga-2023', 'wga-2023', 'sag-aftra-2023', 'teamsters-399-2024'];
const filters = fc.record(
  {
    negotiation: fc.subarray(negotiations, { minLength: 1 }).map((slugs) => slugs.join(',')),
    kind: fc.subarray([...eventKinds], { minLength: 1 }).map((kinds) => kinds.join(',')),
    issue: fc.constantFrom('generative-ai', 'minimum-compensation', 'streaming-residuals,generative-ai'),
    party: fc.constantFrom('UNION', 'EMPLOYER'),
    person: fc.constantFrom('bob-iger', 'duncan-crabtree-ireland', 'fran-drescher,carol-lombardini'),
    significance: fc.constantFrom('MAJOR', 'MINOR'),
    order: fc.constantFrom('asc', 'desc'),
    asOf: fc.constantFrom('2023-06-01', '2023-10-02', '2023-10-31', '2024-12-31'),
    from: fc.constantFrom('2023-05-02', '2023-09-30'),
    to: fc.constantFrom('2023-09-30', '2023-11-30'),
  },
  { requiredKeys: ['order'] },
);

describe('a timeline under any filter', () => {
  it('pages as the whole list does, and only narrows it', async () => {
    await fc.assert(
      fc.asyncProperty(filters, fc.integer({ min: 1, max: 60 }), async ({ order, asOf, ...narrowing }, limit) => {
        const base = new URLSearchParams({ order, ...(asOf !== undefined && { asOf }) });
        const all = new URLSearchParams({ ...Object.fromEntries(base), ...narrowing });
        const { items } = await crawl(`/timeline?${all}`, 200);
        expect((await crawl(`/timeline?${all}`, limit)).items).toEqual(items);
        const unfiltered = (await crawl(`/timeline?${base}`, 200)).items;
        const kept = new Set(items.map(identity));
        expect(unfiltered.filter((item) => kept.has(identity(item)))).toEqual(items);
      }),
      { numRuns: 40 },
    );
  });

  it('is the same backwards', async () => {
    const { items } = await crawl('/timeline?order=asc', 200);
    expect((await crawl('/timeline?order=desc', 200)).items).toEqual(items.toReversed());
  });
});
