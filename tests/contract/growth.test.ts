import { describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { withoutLog } from '../setup/database.ts';
import { ask } from './ask.ts';

const pageSchema = z.object({ data: z.array(z.object({ id: z.string() })), links: z.object({ next: z.url().optional() }) });

/** Publishes one more event of the directors' round, as somebody would while readers are paging. */
async function publish(day: string, number: number): Promise<string> {
  const id = `${day}-added-${number}`;
  await withoutLog(inject('cluster'), process.env.DATABASE_URL ?? '', async (tx) => {
    await tx.event.create({
      data: {
        id,
        negotiationSlug: 'dga-2023',
        kind: 'MILESTONE',
        date: day,
        effectiveDay: day,
        knownFrom: day,
        sortKey: `${day}T12:00`,
        headline: 'Something else',
        summary: 'It was added while somebody was reading.',
        significance: 'MINOR',
        confidence: 'REPORTED',
        citations: { create: { sourceId: 'screendaily-2023-10-02', position: 0 } },
      },
    });
  });
  return id;
}

async function page(path: string): Promise<{ ids: string[]; next: string | undefined }> {
  const response = await ask(path);
  expect(response.status).toBe(200);
  const { data, links } = pageSchema.parse(await response.json());
  return { ids: data.map(({ id }) => id), next: links.next?.replace(/^.*?\/api\/v1/, '') };
}

async function all(path: string): Promise<string[]> {
  const ids: string[] = [];
  for (let next: string | undefined = path; next !== undefined; ) {
    const read = await page(next);
    ids.push(...read.ids);
    next = read.next;
  }
  return ids;
}

describe('paging while events are added', () => {
  it.each(['asc', 'desc'])('gives every event that was there at the start exactly once (%s)', async (order) => {
    const path = `/negotiations/dga-2023/timeline?order=${order}&limit=3`;
    const before = await all(path);
    const seen: string[] = [];
    let added = 0;
    for (let next: string | undefined = path; next !== undefined; ) {
      const read = await page(next);
      seen.push(...read.ids);
      next = read.next;
      // One at either end and one in the middle, after every page.
      for (const day of ['2023-02-01', '2023-06-03', '2023-12-31']) {
        added += 1;
        await publish(day, added + (order === 'asc' ? 0 : 1000));
      }
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((id) => before.includes(id))).toEqual(before);
    // What was added where the reader had yet to come is there, too; what was added behind is not told out of order.
    const after = await all(path);
    expect(after.filter((id) => seen.includes(id))).toEqual(seen);
    expect(seen.some((id) => !before.includes(id))).toBe(true);
  });
});
