import ICAL from 'ical.js';
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
const [before, day, last] = [addDays(today, -1), addDays(today, 7), addDays(today, 9)];
const id = `${day}-session`;
const venue = 'Guild Hall, Los Angeles';

async function json(path: string): Promise<unknown> {
  const response = await ask(path);
  expect(response.status, path).toBe(200);
  return response.json();
}

const told = z.object({
  data: z.object({ headline: z.string(), endDate: z.string().optional(), session: z.record(z.string(), z.unknown()) }),
});
const event = async (query = '') => told.parse(await json(`/events/${id}${query}`)).data;
const listed = z.object({ data: z.array(z.object({ id: z.string() })) });
const idsOf = async (path: string) => listed.parse(await json(path)).data.map((each) => each.id);
const statuses = z.object({
  data: z.array(z.object({ nextStep: z.object({ next: z.object({ event: z.string().nullable() }).nullable() }) })),
});
const next = async (query = '') => statuses.parse(await json(`/status?negotiation=wga-2026${query}`)).data[0]?.nextStep.next?.event ?? null;

async function entry(query = ''): Promise<ICAL.Component | undefined> {
  const file = 'wga-2026.ics';
  const response = await getCalendar(new Request(`http://localhost:3000/calendars/${file}${query}`), { params: Promise.resolve({ file }) });
  const events = new ICAL.Component(ICAL.parse(await response.text())).getAllSubcomponents('vevent');
  return events.find((each) => String(each.getFirstPropertyValue('uid')).startsWith(`${id}@`));
}

describe('a session of next week', () => {
  const session = { status: 'SCHEDULED', venue };
  let etag = '';
  let desk: Awaited<ReturnType<typeof makeToken>>;

  beforeAll(async () => {
    desk = await makeToken();
    const published = entryOf('x', { id, date: day, endDate: last, announcedOn: addDays(today, -2), kind: 'SESSION', session });
    ({ etag } = await written(await send('POST', '/events', published, desk), 201));
  });

  it('is set: with its place and all of its days, in the calendar too', async () => {
    expect(await event()).toMatchObject({ headline: expect.stringMatching(/ set for /), endDate: last, session });
    expect(await next()).toBe(id);
    expect(await idsOf('/sessions?negotiation=wga-2026&status=SCHEDULED')).toContain(id);
    const set = await entry();
    expect(set?.getFirstPropertyValue('status')).toBe('TENTATIVE');
    expect(set?.getFirstPropertyValue('location')).toBe(venue);
    expect(set?.getFirstProperty('dtend')?.toICALString()).toBe(`DTEND;VALUE=DATE:${addDays(last, 1).replaceAll('-', '')}`);
  });

  describe('that is called off', () => {
    beforeAll(async () => {
      const patch = { session: { status: 'CANCELLED' }, reason: 'The two sides called it off.' };
      await written(await send('PATCH', `/events/${id}`, patch, { ...desk, ifMatch: etag }), 200);
    });

    it('is told as called off, and is no longer the next step', async () => {
      expect(await event()).toMatchObject({
        headline: `Bargaining session of ${formatDate(day)} called off`,
        session: { status: 'CANCELLED' },
      });
      expect(await next()).not.toBe(id);
      expect(await idsOf('/sessions?negotiation=wga-2026&status=CANCELLED')).toContain(id);
      expect(await idsOf('/sessions?negotiation=wga-2026&status=SCHEDULED')).not.toContain(id);
    });

    it('leaves calendars, is the correction of the feed, and is found as called off', async () => {
      const off = await entry();
      expect([off?.getFirstPropertyValue('status'), off?.getFirstPropertyValue('sequence')]).toEqual(['CANCELLED', 1]);
      const path = 'http://localhost:3000/feeds/json?negotiation=wga-2026';
      const feed = await (await getFeed(new Request(path), { params: Promise.resolve({ format: 'json' }) })).json();
      const titles = z.object({ items: z.array(z.object({ title: z.string() })) }).parse(feed).items;
      expect(titles[0]?.title).toMatch(/^Correction: Bargaining session of .* called off$/);
      const found = JSON.stringify(await json('/search?q=bargaining+session&negotiation=wga-2026&kind=EVENT'));
      expect(found).toContain(' called off');
    });

    it('was still set on the day before the record said so, also by what the record knows now', async () => {
      const now = encodeURIComponent(new Date().toISOString());
      for (const query of [`?asOf=${before}`, `?asOf=${before}&knownAt=${now}`]) {
        expect(await event(query)).toMatchObject({ headline: expect.stringMatching(/ set for /), session });
        expect(await next(query.replace('?', '&'))).toBe(id);
      }
      expect((await entry(`?asOf=${before}`))?.getFirstPropertyValue('status')).toBe('TENTATIVE');
      expect(await idsOf(`/sessions?negotiation=wga-2026&status=SCHEDULED&asOf=${before}`)).toContain(id);
      expect(await event(`?knownAt=${now}`)).toMatchObject({ session: { status: 'CANCELLED' } });
      expect(await next(`&knownAt=${now}`)).not.toBe(id);
    });
  });
});
