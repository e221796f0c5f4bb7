import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { comparisonAnswer } from '#http/contracts/comparison.ts';
import { ladderAnswer } from '#http/contracts/ladder.ts';
import { operations } from '#http/operations.ts';
import { ask } from './ask.ts';

const metaSchema = z.object({ asOf: z.string(), version: z.number() });

/** The same answer as JSON, as the rows of a CSV file and as the lines of an NDJSON file; the files say of themselves what `meta` says. */
async function inAllFormats<Data>(path: string, data: z.ZodType<Data>) {
  const join = path.includes('?') ? '&' : '?';
  const json = z.object({ data, meta: metaSchema }).parse(await (await ask(path)).json());
  const csv = await ask(`${path}${join}format=csv`);
  const ndjson = await ask(path, { headers: { Accept: 'application/x-ndjson' } });
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
  expect(ndjson.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
  for (const { headers } of [csv, ndjson])
    expect([headers.get('parley-as-of'), headers.get('parley-version')]).toEqual([json.meta.asOf, String(json.meta.version)]);
  const lines = (await ndjson.text()).split('\n').filter(Boolean);
  return {
    data: json.data,
    rows: z.array(z.record(z.string(), z.string())).parse(parse(await csv.text(), { columns: true })),
    lines: lines.map((line): unknown => JSON.parse(line)),
  };
}

describe('the data behind charts', () => {
  it.each(operations.map((operation) => [operation.id, operation] as const))(
    '%s answers as CSV and NDJSON where it is a list',
    (_, operation) => {
      const answer = z.toJSONSchema(operation.answer);
      const data = answer.properties?.data;
      if (typeof data === 'object' && data.type === 'array') expect(operation.formats).toEqual(expect.arrayContaining(['csv', 'ndjson']));
    },
  );

  it('has a row for each move of a ladder and for what was agreed', async () => {
    const path = '/negotiations/sag-aftra-2023/ladder?asOf=2023-11-10';
    const { data, rows, lines } = await inAllFormats(path, z.array(ladderAnswer));
    expect(lines).toEqual(data);
    expect(rows.map(({ measure, party, value }) => [measure, party, Number(value)])).toEqual(
      data.flatMap(({ measure, steps, agreed }) => [
        ...steps.map(({ party, value }) => [measure, party, value]),
        ...(agreed === null ? [] : [[measure, 'BOTH', agreed.value]]),
      ]),
    );
    expect(rows.filter(({ act }) => act === 'AGREED').length).toBeGreaterThan(3);
  });

  it.each([
    ['contractYear=1&scope=', (ladder: z.infer<typeof ladderAnswer>) => ladder.contractYear === 1 && ladder.scope === null],
    ['contractYear=1', (ladder: z.infer<typeof ladderAnswer>) => ladder.contractYear === 1],
    ['contractYear=0', (ladder: z.infer<typeof ladderAnswer>) => ladder.contractYear === null],
  ])('narrows ladders by %s', async (query, isAsked) => {
    const path = '/negotiations/sag-aftra-2023/ladder?measure=general-wage-increase';
    const all = z.object({ data: z.array(ladderAnswer) }).parse(await (await ask(path)).json());
    const some = z.object({ data: z.array(ladderAnswer) }).parse(await (await ask(`${path}&${query}`)).json());
    expect(some.data).toEqual(all.data.filter(isAsked));
    expect(some.data.length).toBeLessThan(all.data.length);
  });

  it('narrows ladders only of a measure', async () => {
    for (const query of ['contractYear=1', 'scope=x']) expect((await ask(`/negotiations/sag-aftra-2023/ladder?${query}`)).status).toBe(400);
  });

  it('has a row for each number of a cell, and for each cell without one', async () => {
    const path = '/comparison?negotiations=dga-2023,wga-2023,sag-aftra-2023&asOf=2023-10-02';
    const { data, rows, lines } = await inAllFormats(path, comparisonAnswer);
    const cells = data.issues.flatMap(({ issue, title, cells }) => cells.map((cell) => ({ issue, title, ...cell })));
    expect(lines).toEqual(cells);
    expect(cells.some(({ measures }) => measures.length === 0)).toBe(true);
    expect(rows.map(({ issue, negotiation, measure }) => [issue, negotiation, measure])).toEqual(
      cells.flatMap(({ issue, negotiation, measures }) =>
        measures.length === 0 ? [[issue, negotiation, '']] : measures.map(({ measure }) => [issue, negotiation, measure]),
      ),
    );
  });

  it('compares many negotiations on a single issue, and six on several', async () => {
    const listed = z.object({ data: z.array(z.object({ slug: z.string() })) }).parse(await (await ask('/negotiations')).json());
    const negotiations = listed.data.map(({ slug }) => slug);
    expect(negotiations.length).toBeGreaterThan(6);
    expect((await ask(`/comparison?negotiations=${negotiations.join(',')}&issues=minimum-compensation`)).status).toBe(200);
    expect((await ask(`/comparison?negotiations=${negotiations.join(',')}`)).status).toBe(400);
    expect((await ask(`/comparison?negotiations=${negotiations.slice(0, 6).join(',')}`)).status).toBe(200);
  });

  it('has the steps of a course of talks, and tells nothing of what was only announced', async () => {
    const entries = z.object({
      data: z.array(
        z.object({
          id: z.string(),
          kind: z.string(),
          visibility: z.string(),
          statusChanges: z.array(z.object({ axis: z.string() })).optional(),
        }),
      ),
    });
    for (const [slug, axis, asOf] of [
      ['wga-2023', 'APPROVAL', '2023-10-02'],
      ['wga-2023', 'BARGAINING,STOPPAGE', '2023-10-02'],
      // That the sides would meet on 2 October had been announced; that they would be in talks again was only then.
      ['sag-aftra-2023', 'BARGAINING', '2023-09-30'],
    ]) {
      const path = `/negotiations/${slug}/timeline?asOf=${asOf}&limit=200`;
      const all = entries.parse(await (await ask(path)).json());
      for (const suffix of ['', `&knownAt=${new Date().toISOString()}`]) {
        const steps = entries.parse(await (await ask(`${path}&axis=${axis}${suffix}`)).json());
        expect(steps.data.map(({ id }) => id)).toEqual(
          all.data
            .filter(({ statusChanges = [] }) => statusChanges.some((change) => axis?.split(',').includes(change.axis)))
            .map(({ id }) => id),
        );
        expect(steps.data.length).toBeGreaterThan(0);
      }
    }
    expect((await ask('/timeline?axis=STOPPAGE')).status).toBe(400);
    expect((await ask('/timeline?axis=STOPPAGE&negotiation=wga-2023')).status).toBe(200);
  });
});
