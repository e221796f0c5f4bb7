import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { homeTimeZone } from '#domain/time/as-of.ts';
import { addDays } from '#domain/time/calendar.ts';
import { formatDate } from '#domain/time/format.ts';
import { dayOf } from '#domain/time/zone.ts';
import { GET as getCalendar } from '../../src/app/calendars/[file]/route.ts';
import { GET as getFeed } from '../../src/app/feeds/[format]/route.ts';
import { ask } from './ask.ts';
import { entryOf, makeToken, send, written } from './writing.ts';

const today = dayOf(new Date().toISOString(), homeTimeZone);
const [closesOn, counted] = [addDays(today, 7), addDays(today, 8)];
const id = `${counted}-vote`;

async function json(path: string): Promise<unknown> {
  const response = await ask(path);
  expect(response.status, path).toBe(200);
  return response.json();
}

const listed = z.object({ data: z.array(z.object({ id: z.string() })) });
const idsOf = async (path: string) => listed.parse(await json(path)).data.map((each) => each.id);

describe('a vote with a result', () => {
  it('is hidden by every form alike before its day, but the calendar has when its poll closes', async () => {
    const ratified = '2023-10-09-agreement-ratified';
    expect((await ask(`/events/${ratified}?asOf=2023-10-02`)).status).toBe(404);
    expect(await idsOf('/votes?negotiation=wga-2023&asOf=2023-10-02')).not.toContain(ratified);
    const path = 'http://localhost:3000/feeds/json?negotiation=wga-2023&asOf=2023-10-02&limit=200';
    expect(await (await getFeed(new Request(path), { params: Promise.resolve({ format: 'json' }) })).text()).not.toContain(ratified);
    const file = 'wga-2023.ics';
    const request = new Request(`http://localhost:3000/calendars/${file}?asOf=2023-10-02`);
    const calendar = await (await getCalendar(request, { params: Promise.resolve({ file }) })).text();
    expect(calendar).toContain(`UID:${ratified}-closes@`);
    expect(calendar).not.toContain(`/events/${ratified}`);
  });
});

describe('a poll that nobody announced and that opens today', () => {
  beforeAll(async () => {
    const vote = { purpose: 'STRIKE_AUTHORIZATION', body: 'Members', opensOn: today, closesOn, result: 'PENDING' };
    await written(await send('POST', '/events', entryOf('x', { id, date: counted, kind: 'VOTE', vote }), await makeToken()), 201);
  });

  it('is on the record from today: its page, timelines, lists, the feed and the calendar', async () => {
    const known = `?knownAt=${encodeURIComponent(new Date().toISOString())}`;
    for (const query of ['', known])
      expect(await json(`/events/${id}${query}`)).toMatchObject({
        data: {
          visibility: 'ANNOUNCED',
          headline: 'Vote set: Members',
          summary: `Voting opens on ${formatDate(today)} and closes on ${formatDate(closesOn)}.`,
        },
      });
    for (const path of ['/negotiations/wga-2026/timeline?order=desc', '/votes?negotiation=wga-2026&result=PENDING'])
      expect(await idsOf(path), path).toContain(id);
    const feed = await getFeed(new Request('http://localhost:3000/feeds/json?negotiation=wga-2026'), {
      params: Promise.resolve({ format: 'json' }),
    });
    expect(await feed.text()).toContain(`/events/${id}"`);
    const file = 'wga-2026.ics';
    const calendar = await getCalendar(new Request(`http://localhost:3000/calendars/${file}`), { params: Promise.resolve({ file }) });
    expect(await calendar.text()).toContain(`UID:${id}-closes@`);
    const next = { kind: 'VOTE_CLOSES', date: closesOn };
    expect(await json('/status?negotiation=wga-2026')).toMatchObject({ data: [{ nextStep: { next } }] });
  });

  it('was not known the day before', async () => {
    expect((await ask(`/events/${id}?asOf=${addDays(today, -1)}`)).status).toBe(404);
    expect(await idsOf(`/negotiations/wga-2026/timeline?order=desc&asOf=${addDays(today, -1)}`)).not.toContain(id);
  });
});
