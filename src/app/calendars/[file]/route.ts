import { readCalendars } from '#data/calendar/read.ts';
import { calendarEntries } from '#domain/calendar/entries.ts';
import { oneLine } from '#domain/text/one-line.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { calendarMediaType, toICalendar } from '#http/calendars.ts';
import { calendarOperation } from '#http/contracts/calendar.ts';
import { invalidParameters } from '#http/problem.ts';
import { endpoints } from '../../api/endpoints.ts';
import { mustBeKnown, negotiationAt } from '../../api/known.ts';

const description = 'Sessions, votes, deadlines and effective dates, as they are announced and as they happened.';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.file(
  calendarOperation,
  async ({ tx, params, query, now, origin }) => {
    const isWhole = params.file === 'all';
    if (!isWhole && query.negotiation !== undefined)
      throw invalidParameters([{ name: 'negotiation', reason: 'only for the calendar of all' }]);
    await mustBeKnown(tx, { negotiation: ['negotiation', query.negotiation] });
    const at = isWhole ? null : await negotiationAt(tx, params.file, query.asOf, now);
    const asOf = at?.asOf ?? resolveAsOf(query.asOf, now);
    const calendars = await readCalendars(tx, { asOf, negotiations: isWhole ? query.negotiation : [params.file] });
    return {
      mediaType: calendarMediaType,
      fileName: `parley-${params.file}.ics`,
      body: toICalendar({
        title: oneLine(at === null ? 'Parley: Hollywood’s negotiations' : `Parley: ${at.frame.negotiation.shortTitle}`),
        description,
        origin,
        entries: calendars.flatMap(calendarEntries),
      }),
    };
  },
);
