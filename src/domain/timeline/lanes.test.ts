import { expect, test } from 'vitest';
import { bundledNegotiation } from '../../../tests/fixtures/record.ts';
import { bargainingLevel, laneOf } from './lanes.ts';

const { events } = bundledNegotiation('sag-aftra-2023');

test('the suspension of 11 October 2023 draws a step back', () => {
  const line = laneOf(events, '2023-10-20').bargaining.map(({ state, from }) => [from, bargainingLevel[state]]);
  expect(line.slice(-2)).toEqual([
    ['2023-10-02', 2],
    ['2023-10-11', 1],
  ]);
});

test('a lane ends with the date asked about and knows nothing later', () => {
  const lane = laneOf(events, '2023-10-02');
  expect(lane.stoppage).toEqual([
    { state: 'CALLED', from: '2023-07-13', to: '2023-07-14', event: '2023-07-13-board-calls-strike' },
    { state: 'IN_EFFECT', from: '2023-07-14', to: '2023-10-02', event: '2023-07-14-strike-begins' },
  ]);
  expect(lane.marks.map((mark) => mark.kind)).toEqual(['EXPIRED']);
  expect(lane.voting).toEqual([]);
});

test('the whole strike is one bar that is suspended and ends with the vote', () => {
  const lane = laneOf(events, '2024-01-01');
  expect(lane.stoppage.at(-1)).toMatchObject({ state: 'SUSPENDED', from: '2023-11-09', to: '2023-12-05' });
  expect(lane.voting).toEqual([
    { state: 'MEMBERSHIP_VOTE', from: '2023-11-14', to: '2023-12-05', event: '2023-11-14-ratification-vote-opens' },
  ]);
});
