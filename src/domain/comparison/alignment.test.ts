import { expect, test } from 'vitest';
import { bundledNegotiation } from '../../../tests/fixtures/record.ts';
import { alignStoppage, commonDay, talksOnDay } from './alignment.ts';

test('the writers were offered talks on day 102, and the actors returned to the table on day 81', () => {
  expect(alignStoppage(bundledNegotiation('wga-2023').events, '2023-10-02')?.steps.map(({ day, state }) => [day, state])).toContainEqual([
    102,
    'BARGAINING',
  ]);
  const actors = alignStoppage(bundledNegotiation('sag-aftra-2023').events, '2023-10-02');
  expect(actors).toMatchObject({ days: 81, from: '2023-07-14', isOn: true });
  expect(actors?.steps.at(-1)).toMatchObject({ day: 81, state: 'BARGAINING', on: '2023-10-02' });
});

test('a negotiation without a stoppage has nothing to align', () =>
  expect(alignStoppage(bundledNegotiation('dga-2023').events, '2023-10-02')).toBeNull());

test('day 81 of the writers’ strike was 21 July, without talks; the actors were at the table on theirs', () => {
  const [writers, actors] = ['wga-2023', 'sag-aftra-2023'].map((slug) => alignStoppage(bundledNegotiation(slug).events, '2023-10-02'));
  if (writers == null || actors == null) throw new Error('both struck');
  expect(commonDay([writers, actors])).toBe(81);
  expect(talksOnDay(writers, 81)).toEqual({ on: '2023-07-21', state: 'SUSPENDED' });
  expect(talksOnDay(actors, 81)).toEqual({ on: '2023-10-02', state: 'BARGAINING' });
  expect([talksOnDay(actors, 82), talksOnDay(actors, 0)]).toEqual([null, null]);
});

test('stoppages that are over are compared on the last day of the shortest', () => {
  const over = ['wga-2023', 'sag-aftra-2023'].flatMap((slug) => alignStoppage(bundledNegotiation(slug).events, '2024-01-01') ?? []);
  expect(commonDay(over)).toBe(118);
  expect(commonDay([])).toBeNull();
});
