import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readVersion } from '#data/change/read.ts';
import { database } from '#data/client.ts';
import { readTransaction } from '#data/transaction.ts';
import { differenceOperation } from '#http/contracts/difference.ts';
import { problemSchema } from '#http/problem.ts';
import { ask } from './ask.ts';
import { entryOf, makeToken, send, written } from './writing.ts';

const listed = z.object({ data: z.array(z.object({ id: z.string() })) });

async function difference(path: string) {
  const response = await ask(path);
  expect(response.status).toBe(200);
  return differenceOperation.answer.parse(await response.json());
}

const answer = z.object({ data: differenceOperation.data });

describe('between two dates', () => {
  it('tells the status on both, what moved and what happened, and nothing of before or after', async () => {
    const { data } = answer.parse(await difference('/negotiations/sag-aftra-2023/diff?from=2023-07-13&to=2023-10-02'));
    expect(data.before.status?.headline).not.toBe('ON_STRIKE');
    expect(data.after.status).toMatchObject({ headline: 'ON_STRIKE', dayCount: { inclusive: 81 } });
    expect(data.axes).toContainEqual(expect.objectContaining({ axis: 'STOPPAGE', after: 'IN_EFFECT' }));
    const timeline = await ask('/negotiations/sag-aftra-2023/timeline?from=2023-07-14&to=2023-10-02&asOf=2023-10-02&limit=200');
    const effective = data.events.filter(({ visibility }) => visibility === 'EFFECTIVE').map(({ id }) => id);
    expect(effective).toEqual(listed.parse(await timeline.json()).data.map(({ id }) => id));
    expect(data.complete).toBe(true);
    expect(data.changes).toEqual([]);
  });

  it('is empty within one day', async () => {
    const { data } = answer.parse(await difference('/negotiations/wga-2023/diff?from=2023-09-24&to=2023-09-24'));
    expect([data.axes, data.numbers, data.events]).toEqual([[], [], []]);
    expect(data.before.status).toEqual(data.after.status);
  });

  it('reaches back a week where no first date is asked for', async () => {
    const { data } = answer.parse(await difference('/negotiations/sag-aftra-2023/diff?to=2023-10-02'));
    expect(data.before.asOf).toBe('2023-09-25');
  });

  it('begins with nothing where the negotiation was not on the record', async () => {
    const { data } = answer.parse(await difference('/negotiations/wga-2023/diff?from=2001-01-01&to=2023-05-02'));
    expect(data.before.status).toBeNull();
    expect(data.after.status.headline).toBe('ON_STRIKE');
  });
});

describe('since a number of the log', () => {
  it('tells what was published and corrected since, and the status as the record knew it', async () => {
    const desk = await makeToken();
    const since = await readTransaction(database(), readVersion);
    const { etag } = await written(await send('POST', '/events', entryOf('since'), desk), 201);
    const correction = { headline: 'They gather at noon', reason: 'The hour was missing.' };
    await written(await send('PATCH', '/events/2026-03-02-since', correction, { ...desk, ifMatch: etag }), 200);
    const { data } = answer.parse(await difference(`/negotiations/wga-2026/diff?since=${since}`));
    expect(data.changes.filter(({ key }) => key === '2026-03-02-since').map(({ kind, reason }) => [kind, reason])).toEqual([
      ['PUBLISHED', null],
      ['CORRECTED', 'The hour was missing.'],
    ]);
    const head = await readTransaction(database(), readVersion);
    expect(answer.parse(await difference(`/negotiations/wga-2026/diff?since=${head}`)).data.changes).toEqual([]);
    expect(answer.parse(await difference('/negotiations/wga-2026/diff?since=999999999')).data.changes).toEqual([]);
  });
});

describe('a number that is corrected since', () => {
  it('is told with what the record had said, beside its change', async () => {
    const desk = await makeToken();
    const position = { demand: 'minimums', party: 'EMPLOYER', act: 'PROPOSED' };
    const moves = (value: number) => [{ measure: 'general-wage-increase', value, unit: 'PERCENT', contractYear: 7 }];
    const offer = entryOf('offer', { kind: 'PROPOSAL', position: { ...position, moves: moves(5) } });
    const { etag } = await written(await send('POST', '/events', offer, desk), 201);
    const since = await readTransaction(database(), readVersion);
    const numbers = async () =>
      answer
        .parse(await difference(`/negotiations/wga-2026/diff?since=${since}`))
        .data.numbers.filter(({ contractYear }) => contractYear === 7)
        .map(({ before, after }) => [before.employer, after.employer]);
    expect(await numbers()).toEqual([]);
    const patch = { position: { moves: moves(7) }, reason: 'A slip.' };
    await written(await send('PATCH', '/events/2026-03-02-offer', patch, { ...desk, ifMatch: etag }), 200);
    expect(await numbers()).toEqual([[5, 7]]);
    await send('POST', '/events/2026-03-02-offer/retraction', { reason: 'No such offer.' }, desk);
    expect(await numbers()).toEqual([[5, null]]);
  });
});

describe('what cannot be compared', () => {
  it.each([
    ['?from=2023-07-13&since=4', 'from'],
    ['?from=2023-07-13&to=2023-07-12', 'from'],
    ['?from=2023-07-13&to=2023-07-12', 'to'],
    ['?since=4&to=2023-07-12', 'to'],
    ['?from=2999-01-01', 'from'],
    ['?from=2023-02-30', 'from'],
    ['?since=0', 'since'],
  ])('%s names the parameter', async (query, name) => {
    const response = await ask(`/negotiations/sag-aftra-2023/diff${query}`);
    expect(response.status).toBe(400);
    expect(problemSchema.parse(await response.json()).invalidParams?.map((invalid) => invalid.name)).toContain(name);
  });
});
