import { expect, test } from 'vitest';
import { bundledNegotiation } from '../../../tests/fixtures/record.ts';
import { alignStoppage } from './alignment.ts';

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
