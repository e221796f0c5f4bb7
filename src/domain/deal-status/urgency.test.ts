import { expect, test } from 'vitest';
import { headlineRules } from './rules.ts';
import { byUrgency, isLive } from './urgency.ts';

test('what is live comes before what is settled or has not begun, a stoppage first', () => {
  const sorted = headlineRules.toSorted(byUrgency);
  const live = sorted.filter(isLive);
  expect(sorted.slice(0, live.length)).toEqual(live);
  expect(live.slice(0, 2).map(({ headline }) => headline)).toEqual(['ON_STRIKE', 'LOCKED_OUT']);
  expect(sorted.slice(live.length).map(({ headline }) => headline)).toEqual(
    expect.arrayContaining(['RATIFIED', 'SUPERSEDED', 'NOT_OPENED']),
  );
});
