import ICAL from 'ical.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '#data/client.ts';
import { importRecord } from '#data/record/import.ts';
import { problemSchema } from '#http/problem.ts';
import { GET } from '../../src/app/calendars/[file]/route.ts';
import { bundledNegotiation } from '../fixtures/record.ts';
import { entryOf, makeToken, send, written } from './writing.ts';

function get(path: string, init: RequestInit = {}): Promise<Response> {
  const file = decodeURIComponent(/\/calendars\/([^?]*)/.exec(path)?.[1] ?? '');
  return GET(new Request(`http://localhost:3000${path}`, init), { params: Promise.resolve({ file }) });
}

async function entries(path: string): Promise<ReadonlyMap<string, ICAL.Component>> {
  const response = await get(path);
  expect(response.status).toBe(200);
  const events = new ICAL.Component(ICAL.parse(await response.text())).getAllSubcomponents('vevent');
  const byUid = new Map(events.map((event) => [String(event.getFirstPropertyValue('uid')).split('@')[0] ?? '', event]));
  expect(byUid.size).toBe(events.length);
  return byUid;
}

const founding = '/calendars/sag-aftra-2023.ics?asOf=2023-10-02';

describe('a calendar', () => {
  it('is a file with its media type, its tag and its cache time, and 304 to its own tag', async () => {
    const response = await get(founding);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'attachment; filename="parley-sag-aftra-2023.ics"',
      'cache-control': 'public, max-age=0, s-maxage=5',
    });
    expect((await get(founding, { headers: { 'If-None-Match': response.headers.get('etag') ?? '' } })).status).toBe(304);
  });

  it('has the founding day, the next session as tentative, and nothing that came later', async () => {
    const told = await entries(founding);
    expect(told.get('2023-10-02-talks-resume')?.getFirstPropertyValue('status')).toBe('CONFIRMED');
    const next = told.get('2023-10-04-session');
    expect([next?.getFirstPropertyValue('status'), next?.getFirstPropertyValue('summary')]).toEqual([
      'TENTATIVE',
      'SAG-AFTRA 2023: Bargaining session set for 4 October 2023',
    ]);
    expect(told.get('2023-07-14-strike-begins')?.getFirstProperty('dtstart')?.toICALString()).toBe(
      'DTSTART;TZID=America/Los_Angeles:20230714T000100',
    );
    expect([...told.keys()].filter((uid) => uid > '2023-10-05' && uid < '2024')).toEqual([]);
  });

  it('has the opening and closing of a vote, and what the agreement says of its days', async () => {
    const told = await entries('/calendars/wga-2023.ics');
    expect([...told.keys()]).toEqual(
      expect.arrayContaining(['2023-10-09-agreement-ratified-opens', '2023-10-09-agreement-ratified-closes', 'wga-2023-agreement-expires']),
    );
  });

  it('is one of all, or of some', async () => {
    const all = await entries('/calendars/all.ics');
    const some = await entries('/calendars/all.ics?negotiation=wga-2023,dga-2023');
    expect(all.size).toBeGreaterThan(some.size);
    expect([...some.keys()].every((uid) => all.has(uid))).toBe(true);
  });

  it.each([
    ['/calendars/wga-2032.ics', 404, 'NOT_FOUND'],
    ['/calendars/wga-2023', 404, 'NOT_FOUND'],
    ['/calendars/WGA.ics', 404, 'NOT_FOUND'],
    ['/calendars/wga-2023.ics?asOf=1990-01-01', 404, 'NOT_ON_RECORD'],
    ['/calendars/wga-2023.ics?negotiation=dga-2023', 400, 'INVALID_PARAMETERS'],
    ['/calendars/all.ics?negotiation=wga-2032', 400, 'INVALID_PARAMETERS'],
    ['/calendars/all.ics?asOf=2023-02-30', 400, 'INVALID_PARAMETERS'],
  ])('%s is refused', async (path, status, code) => {
    const response = await get(path);
    expect([response.status, problemSchema.parse(await response.json()).code]).toEqual([status, code]);
  });
});

describe('what a desk changes', () => {
  const wga = '/calendars/wga-2026.ics';
  const state = async (uid: string) => {
    const entry = (await entries(wga)).get(uid);
    return [entry?.getFirstPropertyValue('status'), entry?.getFirstPropertyValue('sequence')];
  };

  it('leaves the calendar as CANCELLED where it no longer has a day', async () => {
    const desk = await makeToken();
    const session = { kind: 'SESSION', session: { status: 'HELD' } };
    const { etag } = await written(await send('POST', '/events', entryOf('coarse', session), desk), 201);
    expect(await state('2026-03-02-coarse')).toEqual(['CONFIRMED', 0]);
    const patch = { date: '2026-03', reason: 'The day is not certain.' };
    await written(await send('PATCH', '/events/2026-03-02-coarse', patch, { ...desk, ifMatch: etag }), 200);
    const gone = (await entries(wga)).get('2026-03-02-coarse');
    expect([gone?.getFirstPropertyValue('status'), gone?.getFirstPropertyValue('sequence')]).toEqual(['CANCELLED', 1]);
    expect(gone?.getFirstProperty('dtstart')?.toICALString()).toBe('DTSTART;VALUE=DATE:20260302');
  });

  it('leaves it with the deal that members turn down, and comes back with the deal', async () => {
    const desk = await makeToken();
    const uids = ['wga-2026-agreement-takes-effect', 'wga-2026-agreement-expires'];
    const before = await Promise.all(uids.map(state));
    expect(before.map(([status]) => status)).toEqual(['CONFIRMED', 'CONFIRMED']);
    const rejected = {
      kind: 'STATUS',
      date: '2026-05-20',
      id: '2026-05-20-rejected',
      statusChanges: [{ axis: 'APPROVAL', state: 'REJECTED' }],
    };
    await written(await send('POST', '/events', entryOf('x', rejected), desk), 201);
    const without = await Promise.all(uids.map(state));
    expect(without.map(([status]) => status)).toEqual(['CANCELLED', 'CANCELLED']);
    await send('POST', '/events/2026-05-20-rejected/retraction', { reason: 'It was another union.' }, desk);
    const again = await Promise.all(uids.map(state));
    expect(again.map(([status]) => status)).toEqual(['CONFIRMED', 'CONFIRMED']);
    for (const [index] of uids.entries()) {
      const sequences = [before, without, again].map((each) => Number(each[index]?.[1]));
      expect(sequences).toEqual([...new Set(sequences)].toSorted((one, other) => one - other));
    }
  });
});

describe('a session that is put at another hour', () => {
  const moved = '2023-10-02-talks-resume';
  const before = bundledNegotiation('sag-aftra-2023');
  let first: ICAL.Component | undefined;

  beforeAll(async () => {
    first = (await entries(founding)).get(moved);
    const database = openDatabase(process.env.DATABASE_URL ?? '');
    const events = before.events.map((event) => (event.id === moved ? { ...event, time: '10:00' } : event));
    await importRecord(database, [{ file: 'sag-aftra-2023.json', kind: 'negotiation', value: { ...before, events } }], {
      actor: 'test',
      reason: 'Why.',
    });
    await database.$disconnect();
  });

  it('keeps its UID and raises its SEQUENCE', async () => {
    const after = (await entries(founding)).get(moved);
    expect(after?.getFirstPropertyValue('uid')).toBe(first?.getFirstPropertyValue('uid'));
    expect([first, after].map((event) => event?.getFirstPropertyValue('sequence'))).toEqual([0, 1]);
    expect(after?.getFirstProperty('dtstart')?.toICALString()).toBe('DTSTART;TZID=America/Los_Angeles:20231002T100000');
    expect(String(after?.getFirstPropertyValue('dtstamp')) > String(first?.getFirstPropertyValue('dtstamp'))).toBe(true);
  });
});
