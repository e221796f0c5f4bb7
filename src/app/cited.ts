import { readNames } from '#data/party/read.ts';
import { readSourcesById } from '#data/source/read.ts';
import type { ReadTx } from '#data/transaction.ts';
import type { Event } from '#domain/event/event.ts';
import type { Source } from '#domain/source/source.ts';

/** The sources that events cite, in one query. */
export function sourcesOf(tx: ReadTx, events: readonly Event[]): Promise<ReadonlyMap<string, Source>> {
  return readSourcesById(tx, [...new Set(events.flatMap((event) => event.citations.map((citation) => citation.source)))]);
}

/** The people who speak or meet in events. */
export function speakersAndAttendees(events: readonly Event[]): string[] {
  const people = events.flatMap((event) => {
    if (event.kind === 'STATEMENT') return event.statement.speaker === null ? [] : [event.statement.speaker];
    return event.kind === 'SESSION' ? (event.session.attendees ?? []) : [];
  });
  return [...new Set(people)];
}

/** The names of the people who speak or meet in events, and of the organizations that speak where nobody is named. */
export function speakerNames(tx: ReadTx, events: readonly Event[]): Promise<ReadonlyMap<string, string>> {
  const organizations = [
    ...new Set(
      events.flatMap((event) => (event.kind === 'STATEMENT' && event.statement.speaker === null ? [event.statement.organization] : [])),
    ),
  ];
  const bodies = organizations.length === 0 ? {} : { unions: organizations, associations: organizations, studios: organizations };
  return readNames(tx, { people: speakersAndAttendees(events), ...bodies });
}
