import { describe, expect, inject, it } from 'vitest';
import { openDatabase } from '#data/client.ts';
import { withoutLog } from '../setup/database.ts';
import { ask } from './ask.ts';

const negotiations = ['dga-2023', 'wga-2023', 'sag-aftra-2023'];

/** Everything that is told of a date. */
function pathsAt(asOf: string): string[] {
  return [
    `/status?asOf=${asOf}`,
    `/negotiations?asOf=${asOf}`,
    ...negotiations.flatMap((slug) => [
      `/negotiations/${slug}?asOf=${asOf}`,
      `/negotiations/${slug}/timeline?asOf=${asOf}&order=desc&limit=200`,
      `/negotiations/${slug}/timeline?asOf=${asOf}&person=bob-iger,duncan-crabtree-ireland&limit=200`,
      `/negotiations/${slug}/timeline?asOf=${asOf}&q=talks&limit=200`,
      `/negotiations/${slug}/ladder?asOf=${asOf}`,
      `/daycount?negotiation=${slug}&on=${asOf}`,
    ]),
    `/comparison?negotiations=${negotiations.join(',')}&asOf=${asOf}`,
    `/timeline?asOf=${asOf}&order=desc&limit=200`,
    `/timeline?asOf=${asOf}&party=EMPLOYER&limit=200`,
    `/timeline?asOf=${asOf}&issue=generative-ai&limit=200`,
    `/sessions?asOf=${asOf}&order=desc&limit=200`,
    `/sessions?asOf=${asOf}&status=HELD&limit=200`,
    `/statements?asOf=${asOf}&order=desc&limit=200`,
    `/votes?asOf=${asOf}&limit=200`,
    `/votes?asOf=${asOf}&result=PASSED&limit=200`,
    `/demands?asOf=${asOf}&limit=200`,
    `/disputes?asOf=${asOf}&limit=200`,
    `/issues/generative-ai?asOf=${asOf}`,
    `/unions/wga-west?asOf=${asOf}`,
    `/studios/netflix?asOf=${asOf}`,
    `/people/bob-iger?asOf=${asOf}`,
    ...['strike', 'amptp', 'session set', 'crabtree ireland', 'artifical intelligence', 'ratified'].map(
      (words) => `/search?q=${encodeURIComponent(words)}&asOf=${asOf}&limit=200`,
    ),
    `/search?q=wage&kind=DEMAND,TERM,DISPUTE&asOf=${asOf}&limit=200`,
    `/sources/screendaily-2023-10-02?asOf=${asOf}`,
  ];
}

async function told(paths: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
  const answers = new Map<string, unknown>();
  for (const path of paths) {
    const response = await ask(path);
    expect([200, 404], path).toContain(response.status);
    answers.set(path, await response.json());
  }
  return answers;
}

const database = openDatabase(process.env.DATABASE_URL ?? '');

describe('what is told of a date', () => {
  it.each(['2023-10-02', '2023-07-13', '2023-05-01'])('names no event that was not known on %s', async (asOf) => {
    const text = JSON.stringify([...(await told(pathsAt(asOf))).values()]);
    const later = await database.event.findMany({ where: { knownFrom: { gt: asOf } }, select: { id: true } });
    expect(later.length).toBeGreaterThan(100);
    expect(later.filter(({ id }) => text.includes(`"${id}"`))).toEqual([]);
  });

  // The latest date first: each is asked before and after everything that was first known later is taken out of the record.
  it.each(['2023-11-09', '2023-10-02', '2023-07-13', '2023-05-01'])('does not rest on what was first known after %s', async (asOf) => {
    const paths = pathsAt(asOf);
    const before = await told(paths);
    await withoutLog(inject('cluster'), process.env.DATABASE_URL ?? '', async (tx) => {
      await tx.event.deleteMany({ where: { knownFrom: { gt: asOf } } });
    });
    const after = await told(paths);
    for (const path of paths) expect(after.get(path), path).toEqual(before.get(path));
  });
});
