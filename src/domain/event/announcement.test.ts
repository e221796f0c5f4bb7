import { describe, expect, it } from 'vitest';
import { asAnnounced } from './announcement.ts';
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

  it('is a vote without a result', () => {
    expect(asAnnounced(vote)).toMatchObject({ vote: { closesOn: '2023-10-09', result: 'PENDING' } });
  });

  it('tells nothing of what came of it, and is still an event', () => {
    for (const event of [session, vote]) {
      const before = asAnnounced(event);
      expect(eventSchema.safeParse(before).error).toBeUndefined();
      expect(JSON.stringify(before)).not.toMatch(/SUSPENDED|suspension of|What came|was held|HELD|bob-iger|8435|98\.94|PASSED|99 percent/);
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
