import type { TZDate } from '@date-fns/tz';
import { UTCDate } from '@date-fns/utc';
import ical, { ICalEventStatus } from 'ical-generator';
import { tzlib_get_ical_block } from 'timezones-ical-library';
import type { CalendarEntry } from '#domain/calendar/entries.ts';
import { momentOf } from '#domain/time/zone.ts';

/** A calendar before it is written. */
export interface Calendar {
  readonly title: string;
  readonly description: string;
  readonly origin: string;
  readonly entries: readonly CalendarEntry[];
}

/** How a calendar is sent. */
export const calendarMediaType = 'text/calendar; charset=utf-8';

/** How often a program that subscribed should ask again, in seconds. */
const refreshSeconds = 3600;

/** The VTIMEZONE of a zone. */
function zoneBlock(zone: string): string {
  const block = tzlib_get_ical_block(zone);
  return typeof block === 'string' ? block : (block[0] ?? '');
}

/** A start by the name that its VTIMEZONE has: a zone of two names, such as US/Pacific, is told by one in both places (RFC 5545, 3.2.19). */
function startOf(start: TZDate, timeZone: string) {
  // Names of zones are spelt in any case; the rules are kept under the one of IANA.
  const name = new Intl.DateTimeFormat('en-US', { timeZone }).resolvedOptions().timeZone;
  return { start, timezone: /^TZID:(.+)$/m.exec(zoneBlock(name))?.[1]?.trim() ?? name };
}

/** A calendar as iCalendar (RFC 5545), with the rules of every time zone that it uses. */
export function toICalendar({ title, description, origin, entries }: Calendar): string {
  const calendar = ical({
    name: title,
    description,
    prodId: { company: 'Parley', product: 'Record', language: 'EN' },
    ttl: refreshSeconds,
    timezone: { name: null, generator: zoneBlock },
  });
  const host = new URL(origin).hostname;
  for (const { uid, title: summary, text, path, day, time, until, timeZone, status, place, revision } of entries) {
    const stamp = new UTCDate(revision.updated);
    const when =
      time === null ? { allDay: true, start: new UTCDate(day), end: new UTCDate(until) } : startOf(momentOf(day, time, timeZone), timeZone);
    calendar.createEvent({
      id: `${uid}@${host}`,
      ...when,
      summary,
      description: text,
      url: `${origin}${path}`,
      status: ICalEventStatus[status],
      sequence: revision.sequence,
      stamp,
      lastModified: stamp,
      ...(place !== null && { location: place }),
    });
  }
  return `${calendar.toString().trimEnd()}\r\n`;
}
