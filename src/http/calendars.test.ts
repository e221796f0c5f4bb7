import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { type CalendarEvent, type CalendarFacts, calendarEntries } from '#domain/calendar/entries.ts';
import { eventSchema } from '#domain/event/event.ts';
import { toICalendar } from './calendars.ts';

const first = { sequence: 0, updated: '2023-10-03T00:00:00.000Z' };
const negotiation = { slug: 'actors-2023', shortTitle: 'Actors 2023', timeZone: 'America/Los_Angeles' };

function eventOf(detail: object, told: Partial<CalendarEvent> = {}): CalendarEvent {
  const event = eventSchema.parse({
    id: '2023-10-04-session',
    date: '2023-10-04',
    headline: 'Second session',
    summary: 'The two sides meet.',
    significance: 'MAJOR',
    confidence: 'CONFIRMED',
    citations: [{ source: 'daily' }],
    ...detail,
  });
  return { event, visibility: 'ANNOUNCED', revision: first, ...told };
}

function session(more: object = {}, told: Partial<CalendarEvent> = {}): CalendarEvent {
  return eventOf({ kind: 'SESSION', session: { status: 'SCHEDULED' }, ...more }, told);
}

/** A session whose words are whatever somebody wrote. */
function hostileSession(headline: string, venue: string): CalendarEvent {
  const told = session();
  if (told.event.kind !== 'SESSION') throw new Error('not a session');
  return { ...told, event: { ...told.event, headline, summary: `${headline}\n${venue}`, session: { status: 'SCHEDULED', venue } } };
}

/** The day of the calendars. */
const asOf = '2023-10-02';
const nothing = { negotiation, asOf, events: [], agreement: null, earlier: { events: [], agreements: [] } };

function written(events: readonly CalendarEvent[], more: Partial<CalendarFacts> = {}): string {
  const entries = calendarEntries({ ...nothing, events, ...more });
  return toICalendar({ title: 'Parley', description: 'Dates', origin: 'https://parley.example', entries });
}

/** The calendar as another program reads it, with its time zones. */
function parsed(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  return { calendar, events: calendar.getAllSubcomponents('vevent') };
}

function one(text: string): ICAL.Component {
  const [event] = parsed(text).events;
  if (event === undefined) throw new Error('no event');
  return event;
}

describe('a calendar', () => {
  it('has what RFC 5545 requires of it and of an entry', () => {
    const { calendar, events } = parsed(written([session()]));
    expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
    expect(calendar.getFirstPropertyValue('prodid')).toBe('-//Parley//Record//EN');
    const [event] = events;
    expect(event?.getFirstPropertyValue('uid')).toBe('2023-10-04-session@parley.example');
    expect(event?.getFirstPropertyValue('dtstamp')?.toString()).toBe('2023-10-03T00:00:00Z');
    expect(event?.getFirstPropertyValue('url')).toBe('https://parley.example/events/2023-10-04-session');
  });

  it('is all day where no time is known', () => {
    const event = one(written([session()]));
    expect(event.getFirstProperty('dtstart')?.toICALString()).toBe('DTSTART;VALUE=DATE:20231004');
    expect(event.getFirstProperty('dtend')?.toICALString()).toBe('DTEND;VALUE=DATE:20231005');
  });

  it('has the clock of the negotiation, with the rules of its zone, on both sides of a change of clocks', () => {
    for (const [date, instant] of [
      ['2023-10-04', '2023-10-04T16:30:00Z'],
      ['2023-11-06', '2023-11-06T17:30:00Z'],
    ] as const) {
      const { calendar, events } = parsed(written([session({ id: `${date}-session`, date, time: '09:30' })]));
      expect(calendar.getAllSubcomponents('vtimezone').map((zone) => zone.getFirstPropertyValue('tzid'))).toEqual(['America/Los_Angeles']);
      expect(events[0]?.getFirstProperty('dtstart')?.toICALString()).toBe(
        `DTSTART;TZID=America/Los_Angeles:${date.replaceAll('-', '')}T093000`,
      );
      const start = new ICAL.Event(events[0]).startDate;
      expect(start.convertToZone(ICAL.Timezone.utcTimezone).toString()).toBe(instant);
    }
  });

  it.each([
    ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['US/Pacific', 'America/Los_Angeles'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['europe/kiev', 'Europe/Kyiv'],
  ])('names %s as its rules do', (timeZone, name) => {
    const { calendar, events } = parsed(written([session({ time: '09:30' })], { negotiation: { ...negotiation, timeZone } }));
    expect(calendar.getAllSubcomponents('vtimezone').map((zone) => zone.getFirstPropertyValue('tzid'))).toEqual([name]);
    expect(events[0]?.getFirstProperty('dtstart')?.toICALString()).toBe(`DTSTART;TZID=${name}:20231004T093000`);
  });

  it('keeps the UID of a session that is put at another hour, and raises its SEQUENCE', () => {
    const before = one(written([session({ time: '09:30' })]));
    const moved = one(written([session({ time: '14:00' }, { revision: { sequence: 1, updated: '2023-10-03T12:00:00.000Z' } })]));
    expect(moved.getFirstPropertyValue('uid')).toBe(before.getFirstPropertyValue('uid'));
    expect([before, moved].map((event) => event.getFirstPropertyValue('sequence'))).toEqual([0, 1]);
    expect(moved.getFirstPropertyValue('last-modified')?.toString()).toBe('2023-10-03T12:00:00Z');
  });

  it.each([
    ['TENTATIVE', session()],
    ['CONFIRMED', session({ session: { status: 'HELD' } }, { visibility: 'EFFECTIVE' })],
    ['CANCELLED', session({ session: { status: 'CANCELLED' } }, { visibility: 'EFFECTIVE' })],
  ])('is %s', (status, event) => {
    expect(one(written([event])).getFirstPropertyValue('status')).toBe(status);
  });

  it('keeps as CANCELLED what was an entry and is none any more, as it stood last', () => {
    const poll = (more: object) =>
      eventOf({ kind: 'VOTE', vote: { purpose: 'RATIFICATION', body: 'Members', opensOn: '2023-10-02', result: 'PENDING', ...more } });
    const inOctober = session({ date: '2023-10', id: '2023-10-04-session' });
    const terms = { title: 'Contract', effectiveOn: '2023-11-09', expiresOn: '2026-06-30' };
    const deal = { terms, tentative: false, revision: first };
    for (const [now, earlier, gone] of [
      [{}, { events: [session({ time: '14:00' }), session({ time: '09:30' })] }, ['2023-10-04-session']],
      [{ events: [inOctober] }, { events: [session()] }, ['2023-10-04-session']],
      [{ events: [session()] }, { events: [session({ time: '09:30' })] }, []],
      [{ events: [poll({})] }, { events: [poll({ closesOn: '2023-10-04' })] }, ['2023-10-04-session-closes']],
      [{}, { agreements: [deal] }, ['actors-2023-agreement-takes-effect', 'actors-2023-agreement-expires']],
      [
        { agreement: { ...deal, terms: { title: 'Contract', effectiveOn: '2023-11-09', expiresOn: '2026-06' } } },
        { agreements: [deal] },
        ['actors-2023-agreement-expires'],
      ],
    ] as const) {
      const { events } = parsed(written([], { ...now, earlier: { events: [], agreements: [], ...earlier } }));
      const cancelled = events.filter((event) => event.getFirstPropertyValue('status') === 'CANCELLED');
      expect(cancelled.map((event) => event.getFirstPropertyValue('uid'))).toEqual(gone.map((uid) => `${uid}@parley.example`));
      expect(new Set(events.map((event) => event.getFirstPropertyValue('uid'))).size).toBe(events.length);
    }
    const [last] = parsed(
      written([], { earlier: { events: [session({ time: '14:00' }), session({ time: '09:30' })], agreements: [] } }),
    ).events;
    expect(last?.getFirstProperty('dtstart')?.toICALString()).toBe('DTSTART;TZID=America/Los_Angeles:20231004T140000');
  });

  it('has the opening and the closing of a vote, set until they have come to pass', () => {
    const vote = eventOf({
      kind: 'VOTE',
      vote: {
        purpose: 'RATIFICATION',
        body: 'Members',
        opensOn: '2023-10-02',
        closesOn: '2023-10-04',
        closesAt: '17:00',
        result: 'PENDING',
      },
    });
    const statusesOn = (day: string) => parsed(written([vote], { asOf: day })).events.map((entry) => entry.getFirstPropertyValue('status'));
    expect(statusesOn('2023-10-01')).toEqual(['TENTATIVE', 'TENTATIVE']);
    expect(statusesOn('2023-10-04')).toEqual(['CONFIRMED', 'TENTATIVE']);
    expect(statusesOn('2023-10-05')).toEqual(['CONFIRMED', 'CONFIRMED']);
    expect(
      parsed(written([vote])).events.map((entry) => [
        entry.getFirstPropertyValue('uid'),
        entry.getFirstPropertyValue('status'),
        entry.getFirstProperty('dtstart')?.toICALString(),
      ]),
    ).toEqual([
      ['2023-10-04-session-opens@parley.example', 'CONFIRMED', 'DTSTART;VALUE=DATE:20231002'],
      ['2023-10-04-session-closes@parley.example', 'TENTATIVE', 'DTSTART;TZID=America/Los_Angeles:20231004T170000'],
    ]);
  });

  it('has when an agreement takes effect and expires, tentative until it is ratified', () => {
    const terms = { title: 'Contract', effectiveOn: '2023-11', expiresOn: '2026-06-30' };
    const { events } = parsed(written([], { agreement: { terms, tentative: true, revision: first } }));
    expect(events.map((entry) => [entry.getFirstPropertyValue('uid'), entry.getFirstPropertyValue('status')])).toEqual([
      ['actors-2023-agreement-expires@parley.example', 'TENTATIVE'],
    ]);
  });

  it('claims no day for what is known to the month, and leaves out what nobody puts in a calendar', () => {
    expect(parsed(written([session({ id: '2023-10-session', date: '2023-10' })])).events).toEqual([]);
    expect(parsed(written([eventOf({ kind: 'ACTION' }, { visibility: 'EFFECTIVE' })])).events).toEqual([]);
  });
});

describe('hostile text in a calendar', () => {
  const pieces = [
    '\r\nBEGIN:VALARM',
    '\nEND:VEVENT',
    '\r',
    '\u2028',
    '\u0085',
    '\u202e',
    '\0',
    '\\',
    ';',
    ',',
    ':',
    '"',
    '=1+1',
    '<b>',
    'é',
    '🎬',
    '\ud800',
  ];
  const hostile = fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary' })), { maxLength: 30 })
    .map((parts) => `x${parts.join('')}`);

  it('starts no line of its own: the same entries, properties and words, in lines of at most 75 octets', () => {
    fc.assert(
      fc.property(hostile, hostile, (headline, place) => {
        const [entry] = calendarEntries({ ...nothing, events: [hostileSession(headline, place)] });
        if (entry === undefined) throw new Error('no entry');
        const text = toICalendar({ title: 'Parley', description: 'Dates', origin: 'https://parley.example', entries: [entry] });
        const lines = text.split('\r\n');
        expect(lines.at(-1)).toBe('');
        expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(text).not.toMatch(/\u202e|\0/);
        const { events } = parsed(text);
        expect(events).toHaveLength(1);
        expect(events[0]?.getAllSubcomponents()).toEqual([]);
        expect(events[0]?.getFirstPropertyValue('summary')).toBe(entry.title);
        expect(events[0]?.getFirstPropertyValue('location')).toBe(entry.place);
        expect(events[0]?.getFirstPropertyValue('description')).toBe(entry.text);
      }),
    );
  });
});
