import { describe, expect, it } from 'vitest';
import { asAnnounced, asStillSet } from './announcement.ts';
import { type Event, eventSchema } from './event.ts';

const told: Pick<Event, 'summary' | 'significance' | 'confidence' | 'citations'> = {
  summary: 'What came of it.',
  significance: 'MAJOR',
  confidence: 'CONFIRMED',
  citations: [{ source: 'a-source', quote: 'it was held' }],
};
const session: Event = {
  ...told,
  id: '2023-10-11-session-five',
  kind: 'SESSION',
  date: '2023-10-11',
  announcedOn: '2023-10-09',
  headline: 'Fifth session ends in suspension of the talks',
  statusChanges: [{ axis: 'BARGAINING', state: 'SUSPENDED' }],
  endDate: '2023-10-12',
  session: { status: 'HELD', venue: 'a hotel', attendees: ['bob-iger'] },
};
const vote: Event = {
  ...told,
  id: '2023-10-09-ratified',
  kind: 'VOTE',
  date: '2023-10-09',
  announcedOn: '2023-09-26',
  headline: 'Ratified with 99 percent',
  vote: {
    purpose: 'RATIFICATION',
    body: 'Members',
    opensOn: '2023-10-02',
    closesOn: '2023-10-09',
    valid: 8525,
    yes: 8435,
    no: 90,
    yesPct: 98.94,
    result: 'PASSED',
  },
};

describe('an event before its day', () => {
  it('is a session only scheduled', () => {
    expect(asAnnounced(session)).toMatchObject({
      headline: 'Bargaining session set for 11 October 2023',
      session: { status: 'SCHEDULED' },
    });
  });

  it('is a session with its plan: where, until when, and whether it was called off', () => {
    const set: Event = { ...session, endDate: '2023-10-13', session: { status: 'SCHEDULED', venue: 'a hotel' } };
    expect(asAnnounced(set)).toMatchObject({ endDate: '2023-10-13', session: { status: 'SCHEDULED', venue: 'a hotel' } });
    const off: Event = { ...set, session: { status: 'CANCELLED', venue: 'a hotel' } };
    expect(asAnnounced(off)).toMatchObject({
      headline: 'Bargaining session of 11 October 2023 called off',
      session: { status: 'CANCELLED', venue: 'a hotel' },
    });
  });

  it('is a session still set until the record said that it was called off', () => {
    const off: Event = { ...session, session: { status: 'CANCELLED' } };
    const statusOf = (event: Event) => (event.kind === 'SESSION' ? event.session.status : null);
    expect(statusOf(asStillSet(off, '2023-10-10', '2023-10-09'))).toBe('SCHEDULED');
    expect(statusOf(asStillSet(off, '2026-11-24', '2023-10-10'))).toBe('SCHEDULED');
    expect(statusOf(asStillSet(off, undefined, '2023-10-10'))).toBe('SCHEDULED');
    expect(asStillSet(off, '2023-10-10', '2023-10-10')).toBe(off);
    expect(asStillSet(off, '2026-11-24', '2023-10-11')).toBe(off);
    expect(asStillSet(session, undefined, '2023-10-09')).toBe(session);
  });

  it('is a vote without a result', () => {
    expect(asAnnounced(vote)).toMatchObject({ vote: { closesOn: '2023-10-09', result: 'PENDING' } });
  });

  it('tells nothing of what came of it, and is still an event', () => {
    for (const event of [session, vote]) {
      const before = asAnnounced(event);
      expect(eventSchema.safeParse(before).error).toBeUndefined();
      expect(JSON.stringify(before)).not.toMatch(
        /SUSPENDED|suspension of|What came|was held|HELD|2023-10-12|a hotel|bob-iger|8435|98\.94|PASSED|99 percent/,
      );
    }
  });

  it('keeps the headline of what takes effect, and prints a coarse date as one', () => {
    const strike: Event = {
      ...told,
      id: '2023-07-strike',
      kind: 'MILESTONE',
      date: '2023-07',
      announcedOn: '2023-06-30',
      headline: 'Strike begins',
    };
    expect(asAnnounced(strike)).toMatchObject({ headline: 'Strike begins', summary: 'Announced on 30 June 2023 for July 2023.' });
  });
});
