import { expect, test } from 'vitest';
import { bundledNegotiations } from '../../../tests/fixtures/record.ts';
import type { Event } from '../event/event.ts';
import { knownFrom } from '../event/visibility.ts';
import { impossibleSteps } from './transition.ts';

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

const reasons = (one: Event, others: readonly Event[]) => impossibleSteps(one, one.statusChanges ?? [], others).map(({ index }) => index);
const strike = (state: 'AUTHORIZED' | 'CALLED' | 'IN_EFFECT' | 'SUSPENDED' | 'ENDED') =>
  ({ axis: 'STOPPAGE', state, stoppage: 'STRIKE' }) as const;
const called = event('2023-05-01-called', [strike('CALLED')]);
const agreed = event('2023-09-24-agreed', [{ axis: 'BARGAINING', state: 'TENTATIVE_AGREEMENT' }]);
const ratified = { axis: 'APPROVAL', state: 'RATIFIED' } as const;

test('no step of the bundled record is impossible, in the order in which it became known', () => {
  for (const { events } of bundledNegotiations.values()) {
    const inOrder = events.toSorted((one, other) => (knownFrom(one) < knownFrom(other) ? -1 : knownFrom(one) > knownFrom(other) ? 1 : 0));
    inOrder.forEach((one, index) => {
      const told = inOrder.slice(0, index).concat(inOrder.filter((other) => knownFrom(other) === knownFrom(one)));
      expect(reasons(one, told), one.id).toEqual([]);
    });
  }
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

test('the event itself, as it was before, is no reason', () => {
  expect(reasons(event('2023-05-01-called', [strike('ENDED')]), [called])).toEqual([0]);
});
