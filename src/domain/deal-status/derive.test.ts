import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bundledNegotiation, bundledNegotiations } from '../../../tests/fixtures/record.ts';
import type { Event } from '../event/event.ts';
import { compareEvents } from '../event/order.ts';
import type { StatusChange } from '../event/status-change.ts';
import { knownFrom } from '../event/visibility.ts';
import { plainText } from '../text/sentence.ts';
import { addDays, daysBetween, workingDays } from '../time/calendar.ts';
import { effectiveDay } from '../time/partial-date.ts';
import { deriveAxes } from './axes.ts';
import { dayCountOn } from './day-count.ts';
import { deriveDealStatus } from './derive.ts';

function statusOf(slug: string, asOf: string) {
  const { events, agreement } = bundledNegotiation(slug);
  return deriveDealStatus({ events, agreement: agreement ?? null, successor: null, timeZone: 'America/Los_Angeles', asOf });
}

describe('the founding day, 2 October 2023', () => {
  test('the actors are on strike and in talks, on day 81', () => {
    const status = statusOf('sag-aftra-2023', '2023-10-02');
    expect(status.headline).toBe('ON_STRIKE');
    expect(status.label).toBe('On strike, in talks');
    expect(plainText(status.explanation)).toBe('On strike since 14 July 2023; talks resumed on 2 October 2023.');
    expect(status.dayCount).toMatchObject({
      stoppage: 'STRIKE',
      state: 'IN_EFFECT',
      from: '2023-07-14',
      to: '2023-10-02',
      inclusive: 81,
      elapsed: 80,
      working: 56,
    });
    expect(status.nextStep).toMatchObject({ who: 'BOTH', next: { kind: 'SESSION', date: '2023-10-04', event: '2023-10-04-session' } });
  });

  test('the writers vote until 9 October', () => {
    const status = statusOf('wga-2023', '2023-10-02');
    expect(status.headline).toBe('RATIFICATION_VOTE');
    expect(status.dayCount).toMatchObject({ state: 'ENDED', to: '2023-09-26', inclusive: 148, elapsed: 147, working: 102 });
    expect(status.nextStep).toMatchObject({
      who: 'UNION_MEMBERS',
      next: { kind: 'VOTE_CLOSES', date: '2023-10-09', event: '2023-10-02-ratification-vote-opens' },
    });
  });

  test('the directors have settled', () => expect(statusOf('dga-2023', '2023-10-02').headline).toBe('RATIFIED'));
});

describe('edges', () => {
  test.each([
    ['wga-2023', '2023-05-01', 'STRIKE_CALLED', null],
    ['wga-2023', '2023-05-02', 'ON_STRIKE', 1],
    ['wga-2023', '2023-08-11', 'ON_STRIKE', 102],
    ['wga-2023', '2023-09-08', 'ON_STRIKE', 130],
    ['wga-2023', '2023-09-24', 'TENTATIVE_AGREEMENT', 146],
    ['wga-2023', '2023-09-26', 'TENTATIVE_AGREEMENT', 148],
    ['wga-2023', '2023-09-27', 'TENTATIVE_AGREEMENT', 148],
    ['wga-2023', '2023-10-09', 'RATIFIED', 148],
    ['sag-aftra-2023', '2023-06-30', 'IN_TALKS', null],
    ['sag-aftra-2023', '2023-07-12', 'TALKS_SUSPENDED', null],
    ['sag-aftra-2023', '2023-07-13', 'STRIKE_CALLED', null],
    ['sag-aftra-2023', '2023-07-14', 'ON_STRIKE', 1],
    ['sag-aftra-2023', '2023-10-11', 'ON_STRIKE', 90],
    ['sag-aftra-2023', '2023-11-08', 'TENTATIVE_AGREEMENT', 118],
    ['sag-aftra-2023', '2023-11-09', 'TENTATIVE_AGREEMENT', 118],
    ['sag-aftra-2023', '2023-11-14', 'RATIFICATION_VOTE', 118],
    ['sag-aftra-2023', '2023-12-05', 'RATIFIED', 118],
    ['sag-aftra-interactive-2024', '2025-06-11', 'TENTATIVE_AGREEMENT', 321],
  ] as const)('%s on %s is %s, day %s', (slug, asOf, headline, days) => {
    const status = statusOf(slug, asOf);
    expect([status.headline, status.dayCount?.inclusive ?? null]).toEqual([headline, days]);
  });

  test('the extension of 30 June keeps the contract alive until it expires on 12 July', () => {
    expect(statusOf('sag-aftra-2023', '2023-06-30').axes.agreement).toMatchObject({ state: 'EXTENDED', since: '2023-06-30' });
    expect(statusOf('sag-aftra-2023', '2023-07-11').axes.agreement.state).toBe('EXTENDED');
    expect(statusOf('sag-aftra-2023', '2023-07-12').axes.agreement.state).toBe('EXPIRED');
  });

  test('suspended and ended are different states of one strike', () => {
    expect(statusOf('sag-aftra-2023', '2023-11-09').dayCount).toMatchObject({ state: 'SUSPENDED', to: '2023-11-08' });
    expect(statusOf('sag-aftra-2023', '2023-12-05').dayCount).toMatchObject({ state: 'ENDED', to: '2023-11-08', inclusive: 118 });
  });

  test('a successor in force supersedes', () => {
    const { events, agreement } = bundledNegotiation('sag-aftra-2023');
    const successor = {
      slug: 'sag-aftra-2026',
      shortTitle: 'SAG-AFTRA 2026',
      since: '2026-07-01',
      event: '2026-07-01-contract-takes-effect-sag-aftra',
    };
    const status = deriveDealStatus({
      events,
      agreement: agreement ?? null,
      successor,
      timeZone: 'America/Los_Angeles',
      asOf: '2026-07-01',
    });
    expect(status.headline).toBe('SUPERSEDED');
    expect(plainText(status.explanation)).toBe('The agreement of SAG-AFTRA 2026 has been in force since 1 July 2026.');
  });

  test('an earlier round that is ratified has no successor to lose to', () =>
    expect(statusOf('sag-aftra-2023', '2026-07-01').headline).toBe('RATIFIED'));
});

function change(id: string, date: string, statusChange: StatusChange, time?: string): Event {
  return {
    id: `${date}-${id}`,
    kind: 'STATUS',
    date,
    headline: id,
    summary: id,
    significance: 'MINOR',
    confidence: 'REPORTED',
    citations: [{ source: 'a' }],
    statusChanges: [statusChange],
    ...(time !== undefined && { time }),
  };
}

function derive(events: Event[], asOf: string) {
  return deriveDealStatus({ events, agreement: null, successor: null, timeZone: 'America/Detroit', asOf });
}

describe('a deal that is turned down', () => {
  const events = [
    change('deal', '2024-03-04', { axis: 'BARGAINING', state: 'TENTATIVE_AGREEMENT' }),
    change('no', '2024-03-20', { axis: 'APPROVAL', state: 'REJECTED' }),
    change('second', '2024-04-02', { axis: 'BARGAINING', state: 'TENTATIVE_AGREEMENT' }),
  ];
  test.each([
    ['2024-03-19', 'TENTATIVE_AGREEMENT', 'NONE'],
    ['2024-03-20', 'IN_TALKS', 'REJECTED'],
    ['2024-04-02', 'TENTATIVE_AGREEMENT', 'NONE'],
  ])('on %s is %s', (asOf, headline, approval) => {
    const status = derive(events, asOf);
    expect([status.headline, status.axes.approval.state]).toEqual([headline, approval]);
  });

  test('says so beside the talks', () => expect(derive(events, '2024-03-21').label).toBe('In talks, deal rejected'));
});

test('a strike that is called tells its hour in the zone of the talks', () => {
  expect(plainText(statusOf('sag-aftra-2023', '2023-07-13').explanation)).toContain('the strike is to begin on 14 July 2023 at 00:01 PDT');
});

describe('day counts', () => {
  test.each([
    ['wga-2023', '2023-08-11', 102, 101, 71],
    ['wga-2023', '2023-09-08', 130, 129, 90],
    ['wga-2023', '2023-09-24', 146, 145, 100],
    ['wga-2023', '2023-09-26', 148, 147, 102],
    ['wga-2023', '2023-12-31', 148, 147, 102],
    ['sag-aftra-2023', '2023-10-02', 81, 80, 56],
    ['sag-aftra-2023', '2023-10-11', 90, 89, 62],
    ['sag-aftra-2023', '2023-12-31', 118, 117, 82],
  ])('of %s on %s are %i, %i and %i', (slug, on, inclusive, elapsed, working) => {
    expect(dayCountOn(bundledNegotiation(slug).events, on)).toMatchObject({ inclusive, elapsed, working });
  });

  test('a lockout that takes the place of a strike ends it', () => {
    const events = [
      change('strike', '2024-03-04', { axis: 'STOPPAGE', state: 'IN_EFFECT', stoppage: 'STRIKE' }),
      change('lockout', '2024-03-10', { axis: 'STOPPAGE', state: 'IN_EFFECT', stoppage: 'LOCKOUT' }),
    ];
    expect(dayCountOn(events, '2024-03-11')).toMatchObject({ stoppage: 'LOCKOUT', inclusive: 2, from: '2024-03-10' });
    expect(derive(events, '2024-03-11').headline).toBe('LOCKED_OUT');
  });

  test('a strike taken up again after a suspension adds up; a new one begins at 1', () => {
    const events = [
      change('begins', '2024-03-04', { axis: 'STOPPAGE', state: 'IN_EFFECT', stoppage: 'STRIKE' }),
      change('pauses', '2024-03-06', { axis: 'STOPPAGE', state: 'SUSPENDED', stoppage: 'STRIKE' }, '00:01'),
      change('again', '2024-03-11', { axis: 'STOPPAGE', state: 'IN_EFFECT', stoppage: 'STRIKE' }),
      change('ends', '2024-03-12', { axis: 'STOPPAGE', state: 'ENDED', stoppage: 'STRIKE' }),
      change('lockout', '2024-04-01', { axis: 'STOPPAGE', state: 'IN_EFFECT', stoppage: 'LOCKOUT' }),
    ];
    expect(dayCountOn(events, '2024-03-08')).toMatchObject({ inclusive: 2, state: 'SUSPENDED' });
    expect(dayCountOn(events, '2024-03-11')).toMatchObject({ inclusive: 3, state: 'IN_EFFECT', from: '2024-03-04' });
    expect(dayCountOn(events, '2024-03-20')).toMatchObject({ inclusive: 4, working: 4, state: 'ENDED', to: '2024-03-12' });
    expect(dayCountOn(events, '2024-04-02')).toMatchObject({ inclusive: 2, stoppage: 'LOCKOUT', from: '2024-04-01' });
  });

  test('a strike known only by its month counts from the last day of it', () => {
    const events = [change('begins', '2024-03', { axis: 'STOPPAGE', state: 'IN_EFFECT', stoppage: 'STRIKE' })];
    expect(dayCountOn(events, '2024-03-30')).toBeNull();
    expect(dayCountOn(events, '2024-04-01')).toMatchObject({ inclusive: 2, from: '2024-03-31' });
  });

  test('elapsed is one less than inclusive, and an unbroken count is that of the calendar', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 900 }), (start, length) => {
        const from = addDays('2018-01-01', start);
        const on = addDays(from, length);
        const count = dayCountOn([change('begins', from, { axis: 'STOPPAGE', state: 'IN_EFFECT', stoppage: 'STRIKE' })], on);
        expect(count).toMatchObject({
          inclusive: daysBetween(from, on) + 1,
          elapsed: daysBetween(from, on),
          working: workingDays(from, on),
        });
      }),
    );
  });
});

const files = [...bundledNegotiations.values()];
const day = fc.integer({ min: 0, max: 2400 }).map((count) => addDays('2020-06-01', count));
const shuffledFile = fc
  .constantFrom(...files)
  .chain((file) => fc.tuple(fc.constant(file), fc.shuffledSubarray(file.events, { minLength: file.events.length })));

describe('invariants, on the real record', () => {
  test('the order of input never matters', () => {
    fc.assert(
      fc.property(shuffledFile, day, ([file, events], asOf) => {
        const facts = { agreement: file.agreement ?? null, successor: null, timeZone: 'America/Los_Angeles', asOf };
        expect(deriveDealStatus({ ...facts, events })).toEqual(deriveDealStatus({ ...facts, events: file.events }));
      }),
      { numRuns: 200 },
    );
  });

  test('each axis stands where the last change to it by the date put it', () => {
    const rejections = files
      .flatMap(({ events }) => events)
      .filter((event) => event.statusChanges?.some(({ state }) => state === 'REJECTED'));
    expect(rejections).toEqual([]);
    fc.assert(
      fc.property(fc.constantFrom(...files), day, (file, asOf) => {
        const taken = file.events
          .filter((event) => effectiveDay(event.date) <= asOf)
          .toSorted(compareEvents)
          .flatMap(({ statusChanges = [] }) => statusChanges);
        const lastOn = (axis: StatusChange['axis']) => taken.findLast((change) => change.axis === axis)?.state;
        const { agreement, bargaining, stoppage, approval, blackout } = deriveAxes(file.events, asOf);
        expect(agreement.state).toBe(lastOn('AGREEMENT') ?? null);
        expect(bargaining.state).toBe(lastOn('BARGAINING') ?? 'NOT_OPENED');
        expect(stoppage.state).toBe(lastOn('STOPPAGE') ?? 'NONE');
        expect(approval.state).toBe(lastOn('APPROVAL') ?? 'NONE');
        expect(blackout.state).toBe(lastOn('BLACKOUT') ?? 'OFF');
      }),
      { numRuns: 200 },
    );
  });

  test('a fact that was first known later never changes an earlier date', () => {
    fc.assert(
      fc.property(fc.constantFrom(...files), day, (file, asOf) => {
        const facts = { agreement: file.agreement ?? null, successor: null, timeZone: 'America/Los_Angeles', asOf };
        const known = file.events.filter((event) => knownFrom(event) <= asOf).toSorted(compareEvents);
        expect(deriveDealStatus({ ...facts, events: known })).toEqual(deriveDealStatus({ ...facts, events: file.events }));
      }),
      { numRuns: 200 },
    );
  });
});
