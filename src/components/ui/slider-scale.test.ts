import { expect, test } from 'vitest';
import { placeOn, reachOf, ticksOf } from './slider-scale.ts';

const story = ['2023-05-17', '2023-07-14', '2023-12-05'];

test('a slider reaches from the first event to today, and to the date being looked at', () => {
  expect(reachOf(story, { asOf: '2023-12-20', today: '2023-12-20' })).toEqual({ from: '2023-05-17', to: '2023-12-20', end: '2023-12-20' });
  expect(reachOf(story, { asOf: '2023-01-01', today: '2023-12-20' })).toMatchObject({ from: '2023-01-01' });
  expect(reachOf(story, { asOf: '2024-02-01', today: '2023-12-20' })).toMatchObject({ to: '2024-02-01', end: '2024-02-01' });
  expect(reachOf([], { asOf: '2026-11-28', today: '2026-11-28' })).toEqual({ from: '2023-03-01', to: '2026-11-28', end: '2026-11-28' });
});

test('where the story is long over it keeps the room, and the right end stands for today', () => {
  const reach = reachOf(story, { asOf: '2023-07-14', today: '2026-11-28' });
  expect(reach).toEqual({ from: '2023-05-17', to: '2024-01-04', end: '2026-11-28' });
  expect(['2023-07-14', '2024-01-03', '2024-01-04', '2025-06-01', '2026-11-28'].map((day) => placeOn(reach, day))).toEqual([
    '2023-07-14',
    '2024-01-03',
    '2024-01-03',
    '2024-01-03',
    '2024-01-04',
  ]);
});

test('nothing is left out while more of the slider tells than not', () => {
  const reach = reachOf(story, { asOf: '2024-06-24', today: '2024-06-24' });
  expect(reach.to).toBe('2024-06-24');
  expect(placeOn(reach, '2024-06-23')).toBe('2024-06-23');
  expect(reachOf(['2026-11-20'], { asOf: '2026-11-28', today: '2026-11-28' }).to).toBe('2026-11-28');
});

test('years are written below a long slider, months and days below a short one', () => {
  const names = (from: string, to: string) => ticksOf({ from, to, end: to }).map(({ name }) => name);
  expect(names('2023-03-01', '2026-11-28')).toEqual(['2024', '2025', '2026']);
  expect(names('2023-05-17', '2024-01-04')).toEqual(['Jun ’23', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec', 'Jan ’24']);
  expect(ticksOf({ from: '2023-05-17', to: '2024-01-04', end: '2026-11-28' }).at(-1)).toEqual({ day: '2023-12-01', name: 'Dec' });
  expect(names('2026-11-02', '2026-11-28')).toEqual(['8 Nov ’26', '15 Nov', '22 Nov']);
  expect(names('1990-01-01', '2026-11-28')).toEqual(['1991', '1996', '2001', '2006', '2011', '2016', '2021', '2026']);
});
