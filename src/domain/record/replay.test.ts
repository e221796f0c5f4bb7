import { describe, expect, test } from 'vitest';
import type { Event } from '../event/event.ts';
import { replayOf, stageOf } from './replay.ts';

function happening(date: string, name: string, more: Partial<Event> = {}): Event {
  const event: Event = {
    id: `${date}-${name}`,
    kind: 'MILESTONE',
    date,
    headline: name,
    summary: name,
    significance: 'MINOR',
    confidence: 'CONFIRMED',
    citations: [{ source: 's' }],
  };
  return {
    ...event,
    ...(more.announcedOn !== undefined && { announcedOn: more.announcedOn }),
    ...(more.time !== undefined && { time: more.time }),
    ...(more.statusChanges !== undefined && { statusChanges: more.statusChanges }),
  };
}

const strike = happening('2023-07-14', 'strike', {
  time: '00:01',
  statusChanges: [{ axis: 'STOPPAGE', state: 'IN_EFFECT', stoppage: 'STRIKE' }],
});
const events = [
  happening('2023-07-16', 'rally'),
  strike,
  happening('2023-07-14', 'march'),
  happening('2023-06', 'talks'),
  happening('2023-07-17', 'meeting', { announcedOn: '2023-07-12' }),
];
const days = (options = {}) =>
  replayOf([{ slug: 'sag-aftra-2023', events }], options).map(({ day, events: own }) => [day, own.map(({ event }) => event.headline)]);

describe('a replay', () => {
  test('begins shortly before the stoppage, tells each event on the day from which it was known, and leaves no day out', () => {
    expect(days()).toEqual([
      ['2023-07-11', ['talks']],
      ['2023-07-12', ['meeting']],
      ['2023-07-13', []],
      ['2023-07-14', ['strike', 'march']],
      ['2023-07-15', []],
      ['2023-07-16', ['rally']],
    ]);
  });

  test('goes from one day to another where it is told to', () => {
    expect(days({ from: '2023-07-14', to: '2023-07-15' })).toEqual([
      ['2023-07-14', ['talks', 'meeting', 'strike', 'march']],
      ['2023-07-15', []],
    ]);
    expect(days({ from: '2023-07-20', to: '2023-07-15' })).toEqual([]);
  });

  test('without a stoppage begins with the first event, and without events is empty', () => {
    expect(replayOf([{ slug: 'a', events: [happening('2023-05-01', 'a'), happening('2023-05-03', 'b')] }]).map(({ day }) => day)).toEqual([
      '2023-05-01',
      '2023-05-02',
      '2023-05-03',
    ]);
    expect(replayOf([{ slug: 'a', events: [] }])).toEqual([]);
  });

  test('refers to no round that is not played', () => {
    const round = {
      slug: 'b',
      title: 'B',
      shortTitle: 'B',
      cycle: '2023',
      unions: ['u'],
      contract: 'c',
      timeZone: 'America/Los_Angeles',
      summary: 's',
      predecessor: 'a',
      successor: 'c',
      demands: [],
      events: [],
      disputes: [],
    };
    expect(stageOf(round, ['a', 'b'])).toMatchObject({ predecessor: 'a' });
    expect(stageOf(round, ['a', 'b'])).not.toHaveProperty('successor');
  });
});
