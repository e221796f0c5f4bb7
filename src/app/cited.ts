import { readNames } from '#data/party/read.ts';
import { readSourcesById } from '#data/source/read.ts';
import type { ReadTx } from '#data/transaction.ts';
import type { Event } from '#domain/event/event.ts';
import type { Source } from '#domain/source/source.ts';

/** The sources that events cite, in one query. */
export function sourcesOf(tx: ReadTx, events: readonly Event[]): Promise<ReadonlyMap<string, Source>> {
  return readSourcesById(tx, [...new Set(events.flatMap((event) => event.citations.map((citation) => citation.source)))]);
}

/** The names of the people who speak or meet in events, in one query. */
export function peopleOf(tx: ReadTx, events: readonly Event[]): Promise<ReadonlyMap<string, string>> {
  const people = events.flatMap((event) => {
    if (event.kind === 'STATEMENT') return event.statement.speaker === null ? [] : [event.statement.speaker];
    return event.kind === 'SESSION' ? (event.session.attendees ?? []) : [];
  });
  return readNames(tx, { people: [...new Set(people)] });
}
