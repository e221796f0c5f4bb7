import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { comparisonAnswer } from '#http/contracts/comparison.ts';
import { dayCountAnswer } from '#http/contracts/daycount.ts';
import { eventAnswer } from '#http/contracts/event.ts';
import { statusAnswer } from '#http/contracts/status.ts';
import { problemSchema } from '#http/problem.ts';
import { ask } from './ask.ts';

/** The story that the product must get exactly right: Monday 2 October 2023. */
describe('2 October 2023', () => {
  async function status(negotiation: string) {
    const response = await ask('/status?asOf=2023-10-02');
    const { data } = z.object({ data: z.array(statusAnswer) }).parse(await response.json());
    const found = data.find((item) => item.negotiation === negotiation);
    if (found === undefined) throw new Error(`${negotiation} is not there.`);
    return found;
  }

  it('is day 81 of the actors’ strike, and the sides meet again', async () => {
    const { headline, label, axes, dayCount, nextStep, explanation, basis } = await status('sag-aftra-2023');
    expect(headline).toBe('ON_STRIKE');
    expect(label).toMatch(/strike.*talks/i);
    expect(axes.bargaining).toMatchObject({ state: 'BARGAINING', since: '2023-10-02', event: '2023-10-02-talks-resume' });
    expect(axes.stoppage).toMatchObject({ state: 'IN_EFFECT', kind: 'STRIKE', since: '2023-07-14' });
    expect(dayCount).toMatchObject({ stoppage: 'STRIKE', state: 'IN_EFFECT', from: '2023-07-14', inclusive: 81, elapsed: 80, working: 56 });
    expect(nextStep.next).toMatchObject({ kind: 'SESSION', date: '2023-10-04' });
    expect(explanation.length).toBeGreaterThan(20);
    expect(basis.length).toBeGreaterThan(0);
  });

  it('is the first day of the writers’ ratification vote', async () => {
    const { headline, nextStep, dayCount, agreement } = await status('wga-2023');
    expect(headline).toBe('RATIFICATION_VOTE');
    expect(nextStep.next).toMatchObject({ kind: 'VOTE_CLOSES', date: '2023-10-09' });
    expect(dayCount).toMatchObject({ state: 'ENDED', from: '2023-05-02', to: '2023-09-26', inclusive: 148, elapsed: 147, working: 102 });
    expect(agreement?.tentative).toBe(true);
  });

  it('has the directors settled', async () => {
    const { headline, dayCount, agreement } = await status('dga-2023');
    expect(headline).toBe('RATIFIED');
    expect(dayCount).toBeUndefined();
    expect(agreement?.tentative).toBe(false);
  });

  it('knows of no negotiation that was yet to come', async () => {
    const { data } = z.object({ data: z.array(statusAnswer) }).parse(await (await ask('/status?asOf=2023-10-02')).json());
    expect(data.map(({ negotiation }) => negotiation).sort()).toEqual([
      'dga-2023',
      'sag-aftra-2023',
      'sag-aftra-interactive-2024',
      'wga-2023',
    ]);
  });

  it('has four company heads in the room', async () => {
    const { data } = z.object({ data: eventAnswer }).parse(await (await ask('/events/2023-10-02-talks-resume?asOf=2023-10-02')).json());
    if (data.kind !== 'SESSION') throw new Error('Not a session.');
    expect(data.session.attendees).toEqual(expect.arrayContaining(['donna-langley', 'bob-iger', 'ted-sarandos', 'david-zaslav']));
    expect(data.citations.length).toBeGreaterThan(0);
    expect(data.links.self).toMatch(/\/events\/2023-10-02-talks-resume$/);
  });

  it('knows of the next session only that it is set', async () => {
    const { data } = z.object({ data: eventAnswer }).parse(await (await ask('/events/2023-10-04-session?asOf=2023-10-02')).json());
    expect(data).toMatchObject({
      visibility: 'ANNOUNCED',
      headline: 'Bargaining session set for 4 October 2023',
      session: { status: 'SCHEDULED' },
    });
    expect(JSON.stringify(data)).not.toContain('October 6');
    expect((await ask('/events/2023-10-09-agreement-ratified?asOf=2023-10-02')).status).toBe(404);
  });

  it('sets the three side by side without what was agreed later', async () => {
    const response = await ask('/comparison?negotiations=dga-2023,wga-2023,sag-aftra-2023&issues=minimum-compensation&asOf=2023-10-02');
    const { data } = z.object({ data: comparisonAnswer }).parse(await response.json());
    const [row] = data.issues;
    expect(row?.cells.map(({ negotiation }) => negotiation)).toEqual(['dga-2023', 'wga-2023', 'sag-aftra-2023']);
    expect(row?.cells.map(({ agreed }) => agreed.length > 0)).toEqual([true, true, false]);
    expect(row?.cells[2]?.union).not.toBeNull();
    expect(row?.cells[2]?.employer).not.toBeNull();
  });
});

describe('the days of a stoppage', () => {
  async function count(query: string) {
    return z.object({ data: dayCountAnswer }).parse(await (await ask(`/daycount?${query}`)).json()).data;
  }

  it.each([
    [
      'negotiation=sag-aftra-2023&on=2023-10-02',
      { state: 'IN_EFFECT', from: '2023-07-14', to: '2023-10-02', inclusive: 81, elapsed: 80, working: 56 },
    ],
    [
      'negotiation=wga-2023&on=2023-08-11',
      { state: 'IN_EFFECT', from: '2023-05-02', to: '2023-08-11', inclusive: 102, elapsed: 101, working: 71 },
    ],
    [
      'negotiation=wga-2023&on=2023-12-31',
      { state: 'ENDED', from: '2023-05-02', to: '2023-09-26', inclusive: 148, elapsed: 147, working: 102 },
    ],
    ['negotiation=sag-aftra-2023&on=2024-01-01', { from: '2023-07-14', to: '2023-11-08', inclusive: 118, elapsed: 117 }],
  ])('%s', async (query, expected) => {
    const answered = await count(query);
    expect(answered).toMatchObject({ stoppage: 'STRIKE', ...expected });
    expect(Object.keys(answered.method)).toEqual(['inclusive', 'elapsed', 'working']);
  });

  it.each(['negotiation=dga-2023&on=2023-12-31', 'negotiation=wga-2023&on=2023-05-01', 'negotiation=wga-2023&on=1990-01-01'])(
    '%s has none',
    async (query) => {
      const response = await ask(`/daycount?${query}`);
      expect(response.status).toBe(404);
      expect(problemSchema.parse(await response.json()).code).toBe('NO_STOPPAGE');
    },
  );
});
