import { describe, expect, test } from 'vitest';
import { announcementOf, bearsOn, concerns, pageOfUpdate, type Update, updateOf } from './update.ts';

const update: Update = {
  seq: 9,
  kind: 'PUBLISHED',
  entity: 'EVENT',
  key: '2026-05-02-talks-end',
  negotiation: 'sag-aftra-2026',
  headline: 'Talks end',
  path: '/events/2026-05-02-talks-end',
  recordedAt: '2026-05-02T10:00:00.000Z',
};
const { seq, kind, entity, key, negotiation, recordedAt } = update;
const links = { self: 'https://parley.example/events/2026-05-02-talks-end' };
const change = { seq, kind, entity, key, negotiation, recordedAt, before: null, after: { headline: 'Talks end' }, reason: null, links };

describe('a change as it is told', () => {
  test('has the headline of the fact', () => expect(updateOf(change)).toEqual(update));

  test('has the last headline of a fact that is gone', () =>
    expect(updateOf({ ...change, kind: 'RETRACTED', before: change.after, after: null })?.headline).toBe('Talks end'));

  test('has the question of a dispute', () =>
    expect(updateOf({ ...change, entity: 'DISPUTE', after: { question: 'How many?' } })?.headline).toBe('How many?'));

  test('stands where the server says, or nowhere', () => {
    expect(updateOf({ ...change, links: { self: 'http://127.0.0.1:3000/disputes#a-b' } })?.path).toBe('/disputes#a-b');
    expect(updateOf({ ...change, links: {} })?.path).toBeNull();
  });

  test('has the key of a fact without a name', () => expect(updateOf({ ...change, after: {} })?.headline).toBe(update.key));

  test.each([null, 'text', {}, { ...change, seq: '9' }, { ...change, kind: 'constructor' }, { ...change, entity: 7 }])(
    'is none for %j',
    (data) => expect(updateOf(data)).toBeNull(),
  );
});

test('a page is told of its own negotiations, and of what belongs to none', () => {
  const told = (about: readonly string[] | null, change = update) => concerns(change, { about, restsOn: ['sag-aftra-2026'] });
  expect(told(null)).toBe(true);
  expect(told(['wga-2026', 'sag-aftra-2026'])).toBe(true);
  expect(told(['wga-2026'])).toBe(false);
  expect(told(['wga-2026'], { ...update, negotiation: null })).toBe(true);
});

test('a page is also changed by what it rests on, and by a negotiation that is new', () => {
  const bears = (restsOn: readonly string[], change = update) => bearsOn(change, { about: ['sag-aftra-2023'], restsOn });
  expect(bears(['sag-aftra-2026'])).toBe(true);
  expect(bears(['wga-2026'])).toBe(false);
  expect(bears([], { ...update, negotiation: 'sag-aftra-2023' })).toBe(true);
  expect(bears([], { ...update, entity: 'NEGOTIATION', key: 'sag-aftra-2026' })).toBe(true);
});

test('an update leads to its page, and a correction to its history', () => {
  expect(pageOfUpdate(update)).toBe('/events/2026-05-02-talks-end');
  expect(pageOfUpdate({ ...update, kind: 'CORRECTED' })).toBe('/events/2026-05-02-talks-end#history');
  expect(pageOfUpdate({ ...update, entity: 'TERM', kind: 'CORRECTED', path: '/negotiations/sag-aftra-2026#term-raise' })).toBe(
    '/negotiations/sag-aftra-2026#term-raise',
  );
  expect(pageOfUpdate({ ...update, path: null })).toBeNull();
});

test('updates are announced together', () => {
  expect(announcementOf([update])).toBe('Published: Talks end');
  const many = [1, 2, 3, 4, 5].map((seq) => ({ ...update, seq, headline: `No. ${seq}` }));
  expect(announcementOf(many)).toBe('5 updates: Published: No. 1; Published: No. 2; Published: No. 3; and 2 more');
});
