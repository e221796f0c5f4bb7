import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { appendChanges, type ChangeToAppend, logTransaction } from '#data/change/write.ts';
import { openDatabase } from '#data/client.ts';
import { changeAnswer } from '#http/contracts/change.ts';
import { metaSchema } from '#http/operation.ts';
import { ask } from './ask.ts';

const database = openDatabase(process.env.DATABASE_URL ?? '');
const answerSchema = z.object({ data: z.array(changeAnswer), meta: metaSchema, links: z.object({ next: z.url().optional() }) });

async function answer(path: string): Promise<z.infer<typeof answerSchema>> {
  const response = await ask(path);
  expect(response.status, path).toBe(200);
  return answerSchema.parse(await response.json());
}

/** All that follows a number, as a poller reads it: `next` as long as it is there, then where to go on. */
async function poll(query: string, since: number, meanwhile: () => Promise<unknown> = async () => {}) {
  const seen: number[] = [];
  let path: string | undefined = `/changes?since=${since}${query}`;
  let version = since;
  while (path !== undefined) {
    const { data, meta, links } = await answer(path);
    seen.push(...data.map(({ seq }) => seq));
    version = meta.version;
    path = links.next?.replace(/^.*?\/api\/v1/, '');
    await meanwhile();
  }
  return { seen, version };
}

function publication(key: string, kind: 'PUBLISHED' | 'RETRACTED' = 'PUBLISHED'): ChangeToAppend {
  const fact = { id: key };
  const said = kind === 'PUBLISHED' ? { before: null, after: fact, reason: null } : { before: fact, after: null, reason: 'wrong' };
  return { kind, entity: 'SOURCE', key, negotiation: null, ...said };
}

const append = (...changes: ChangeToAppend[]) => logTransaction(database, (tx) => appendChanges(tx, changes, 'test'));

describe('a poller of the log', () => {
  it('is told every change once and in order, also of those that come while it reads', async () => {
    let written = 0;
    const write = async () => {
      written += 1;
      if (written <= 5) await append(publication(`a-${written}`), publication(`b-${written}`));
    };
    const first = await poll('&limit=200', 0, write);
    const second = await poll('&limit=1', first.version, write);
    await append(publication('last'));
    const third = await poll('&limit=7', second.version);
    const seen = [...first.seen, ...second.seen, ...third.seen];
    expect(seen).toEqual(Array.from({ length: third.version }, (_, index) => index + 1));
    expect((await poll('', third.version)).seen).toEqual([]);
    expect((await poll('', 999_999_999)).seen).toEqual([]);
  });

  it('misses none of a filter that few changes match', async () => {
    const { version } = await poll('&kind=RETRACTED', 0);
    await append(publication('x'), publication('x', 'RETRACTED'), publication('y'), publication('y', 'RETRACTED'));
    const first = await answer(`/changes?since=${version}&kind=RETRACTED&limit=1`);
    expect(first.data.map(({ key }) => key)).toEqual(['x']);
    const second = await answer((first.links.next ?? '').replace(/^.*?\/api\/v1/, ''));
    expect(second.data.map(({ key, reason }) => [key, reason])).toEqual([['y', 'wrong']]);
    expect(second.links.next).toBeUndefined();
    expect(second.meta.version).toBe(version + 4);
  });
});

describe('the log as it is told', () => {
  it('leads to the place of each fact', async () => {
    const { data } = await answer('/changes?negotiation=wga-2023&limit=200');
    const links = new Map(data.map(({ entity, links: { self } }) => [entity, self]));
    expect(links.get('EVENT')).toMatch(/\/events\/[\w-]+$/);
    expect(links.get('NEGOTIATION')).toMatch(/\/negotiations\/wga-2023$/);
    expect(links.get('DISPUTE')).toMatch(/\/negotiations\/wga-2023#dispute-[\w-]+$/);
    expect(links.get('TERM')).toMatch(/\/negotiations\/wga-2023#term-[\w-]+$/);
    expect(links.get('DEMAND')).toMatch(/\/negotiations\/wga-2023#demand-[\w-]+$/);
    expect(data.filter(({ links: { self } }) => self === undefined)).toEqual([]);
  });

  it.each([
    ['since=-1', 'since'],
    ['since=1.5', 'since'],
    ['since=9999999999', 'since'],
    ['since=', 'since'],
    ['kind=CHANGED', 'kind'],
    ['entity=EVENT,EVENT', 'entity'],
    ['negotiation=wga-2032', 'negotiation'],
    ['asOf=2023-10-02', 'asOf'],
  ])('refuses ?%s', async (query, name) => {
    const response = await ask(`/changes?${query}`);
    expect(response.status).toBe(400);
    const { invalidParams } = z.object({ invalidParams: z.array(z.object({ name: z.string() })) }).parse(await response.json());
    expect(invalidParams.map((parameter) => parameter.name)).toEqual([name]);
  });
});
