import { expect, test } from 'vitest';
import { bundledNegotiations } from '../../../tests/fixtures/record.ts';
import type { Event } from '../event/event.ts';
import { knownFrom } from '../event/visibility.ts';
import { impossibleSteps, stepsMadeImpossible } from './transition.ts';

function event(id: string, statusChanges: Event['statusChanges']): Event {
  return {
    id,
    kind: 'MILESTONE',
    date: id.slice(0, 10),
    headline: 'H',
    summary: 'S',
    significance: 'MINOR',
    confidence: 'REPORTED',
    citations: [{ source: 'a' }],
    ...(statusChanges !== undefined && { statusChanges }),
  };
}

const reasons = (one: Event, others: readonly Event[]) =>
  impossibleSteps([one, ...others]).flatMap(({ event: id, index }) => (id === one.id ? [index] : []));
const strike = (state: 'AUTHORIZED' | 'CALLED' | 'IN_EFFECT' | 'SUSPENDED' | 'ENDED') =>
  ({ axis: 'STOPPAGE', state, stoppage: 'STRIKE' }) as const;
const called = event('2023-05-01-called', [strike('CALLED')]);
const agreed = event('2023-09-24-agreed', [{ axis: 'BARGAINING', state: 'TENTATIVE_AGREEMENT' }]);
const ratified = { axis: 'APPROVAL', state: 'RATIFIED' } as const;

test('no step of the bundled record is impossible, or was on any day on which more became known', () => {
  for (const { events } of bundledNegotiations.values())
    for (const day of new Set(events.map(knownFrom))) expect(impossibleSteps(events.filter((one) => knownFrom(one) <= day))).toEqual([]);
});

test('a stoppage is over only where one of its kind was called before', () => {
  const ended = event('2023-06-01-ended', [strike('ENDED')]);
  expect(reasons(ended, [])).toEqual([0]);
  expect(reasons(ended, [called])).toEqual([]);
  expect(reasons(event('2023-04-01-ended', [strike('ENDED')]), [called])).toEqual([0]);
  expect(reasons(event('2023-06-01-ended', [{ axis: 'STOPPAGE', state: 'ENDED', stoppage: 'LOCKOUT' }]), [called])).toEqual([0]);
  expect(reasons(event('2023-06-01-suspended', [strike('AUTHORIZED'), strike('SUSPENDED')]), [])).toEqual([1]);
  expect(reasons(event('2023-06-01-all', [strike('CALLED'), strike('IN_EFFECT'), strike('SUSPENDED'), strike('ENDED')]), [])).toEqual([]);
});

test('a deal is ratified or rejected only where one was reached', () => {
  expect(reasons(event('2023-10-09-ratified', [ratified]), [])).toEqual([0]);
  expect(reasons(event('2023-10-09-ratified', [ratified]), [agreed])).toEqual([]);
  const rejected = event('2023-10-09-rejected', [{ axis: 'APPROVAL', state: 'REJECTED' }]);
  expect(reasons(event('2023-10-10-ratified', [ratified]), [agreed, rejected])).toEqual([0]);
  expect(reasons(event('2023-10-10-again', [ratified]), [agreed, event('2023-10-09-ratified', [ratified])])).toEqual([]);
});

test('an agreement that was followed by another is neither extended nor expires', () => {
  const followed = event('2023-10-09-followed', [{ axis: 'AGREEMENT', state: 'SUCCESSOR_IN_FORCE' }]);
  expect(reasons(event('2023-11-01-extended', [{ axis: 'AGREEMENT', state: 'EXTENDED' }]), [followed])).toEqual([0]);
  expect(reasons(event('2023-05-01-extended', [{ axis: 'AGREEMENT', state: 'EXTENDED' }]), [followed])).toEqual([]);
});

test('an edit is answerable for what it brings, and for what others could say before it', () => {
  const ended = event('2023-06-01-ended', [strike('ENDED')]);
  const odd = event('2023-07-01-odd', [ratified]);
  const told = (...found: Parameters<typeof stepsMadeImpossible>) => stepsMadeImpossible(...found).map(({ event: id }) => id);
  const before = [called, ended, odd];
  expect(told(before, [ended, odd], () => false)).toEqual([ended.id]);
  expect(told(before, [called, odd], () => false)).toEqual([]);
  expect(told(before, [called, ended, odd], (id) => id === odd.id)).toEqual([odd.id]);
  const followed = event('2023-05-01-followed', [{ axis: 'AGREEMENT', state: 'SUCCESSOR_IN_FORCE' }]);
  const expired = event('2023-06-30-expired', [{ axis: 'AGREEMENT', state: 'EXPIRED' }]);
  expect(told([expired], [expired, followed], (id) => id === followed.id)).toEqual([expired.id]);
});
