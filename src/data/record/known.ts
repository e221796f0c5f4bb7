import type { Event } from '#domain/event/event.ts';
import type { Ladder } from '#domain/ladder/ladder.ts';
import { type KnownRecord, knownRecord, timelineFacts } from '#domain/record/known.ts';
import { knownComparison } from '#domain/record/known-comparison.ts';
import { knownLadders } from '#domain/record/known-ladders.ts';
import { type KnownStanding, standingsOf, startOf } from '#domain/record/known-status.ts';
import type { Source } from '#domain/source/source.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import { entryOn, placeOf, type TimelineEntry, type TimelineFilter, type TimelineKey, timelineOf } from '#domain/timeline/timeline.ts';
import { readHeldFacts } from '../change/held.ts';
import { readLastChange } from '../change/read.ts';
import type { NegotiationFrame, NegotiationKey } from '../negotiation/list.ts';
import { type Page, type PageRequest, pageOf } from '../page.ts';
import { readStillSet } from '../session/called-off.ts';
import type { ReadTx } from '../transaction.ts';

/**
 * The record as it was when its log had reached a number: rebuilt from the log alone, of which only the rows are read that the answer
 * needs. The tables of today have no part in it, so an answer for a number never changes.
 */

/** A negotiation in few words: what says which rows of the log an answer needs. */
export interface KnownRound {
  readonly slug: string;
  readonly cycle: string;
  readonly successor: string | null;
}

/** Every negotiation that the record knew, in the order in which they were first published. */
export async function readKnownRounds(tx: ReadTx, version: number): Promise<readonly KnownRound[]> {
  const { negotiations } = knownRecord(await readHeldFacts(tx, { version, entity: ['NEGOTIATION'] }));
  return [...negotiations.values()].map(({ negotiation: { slug, cycle, successor } }) => ({ slug, cycle, successor: successor ?? null }));
}

/** One negotiation, whatever the date; null where the record did not know it, or nothing that happened in it. */
export async function readKnownFrame(tx: ReadTx, version: number, slug: string): Promise<NegotiationFrame | null> {
  const record = knownRecord(await readHeldFacts(tx, { version, entity: ['NEGOTIATION', 'EVENT'], negotiation: [slug] }));
  const known = record.negotiations.get(slug);
  const start = known === undefined ? null : startOf(known);
  return known === undefined || start === null ? null : { negotiation: known.negotiation, ...start };
}

/** The timeline of the negotiations named, under the same filters and in the same order as that of today. */
export async function readKnownTimeline(
  tx: ReadTx,
  version: number,
  { limit, after, ...filter }: TimelineFilter & { readonly negotiation: readonly string[] } & PageRequest<TimelineKey>,
): Promise<Page<TimelineEntry, TimelineKey>> {
  const facts = await readHeldFacts(tx, {
    version,
    entity: ['NEGOTIATION', 'EVENT', ...(filter.issue === undefined ? [] : (['DEMAND'] as const))],
    negotiation: filter.negotiation,
  });
  const shared = [
    ...(filter.issue === undefined ? [] : (['ISSUE'] as const)),
    ...(filter.party === undefined ? [] : (['PERSON', 'UNION', 'ASSOCIATION', 'STUDIO'] as const)),
  ];
  const others = shared.length === 0 ? [] : await readHeldFacts(tx, { version, entity: shared });
  const record = await onDate(tx, version, knownRecord([...facts, ...others]), filter.asOf);
  const entries = timelineOf(timelineFacts(record), filter);
  const rest = after === undefined ? entries : entries.filter((entry) => isBeyond(placeOf(entry), after, filter.order));
  return pageOf(rest, limit, placeOf);
}

function isBeyond(place: TimelineKey, after: TimelineKey, order: 'asc' | 'desc'): boolean {
  const key = ({ sortKey, id }: TimelineKey) => `${sortKey} ${id}`;
  return order === 'asc' ? key(place) > key(after) : key(place) < key(after);
}

/** Where the negotiations named stood at `asOf`, the latest begun first. `rounds` are all that the record knew. */
export async function readKnownStatuses(
  tx: ReadTx,
  version: number,
  { asOf, rounds, limit, after }: { asOf: CalendarDate; rounds: readonly KnownRound[] } & PageRequest<NegotiationKey>,
): Promise<Page<KnownStanding, NegotiationKey>> {
  const slugs = rounds.map(({ slug }) => slug);
  const record = await readRounds(tx, version, [...slugs, ...rounds.flatMap(({ successor }) => successor ?? [])], ['EVENT']);
  const standings = standingsOf(await onDate(tx, version, record, asOf), slugs, asOf);
  const isAfter = ({ startedOn, negotiation: { slug } }: KnownStanding) =>
    after === undefined || startedOn < after.startedOn || (startedOn === after.startedOn && slug > after.slug);
  return pageOf(standings.filter(isAfter), limit, ({ startedOn, negotiation: { slug } }) => ({ startedOn, slug }));
}

/** The ladders of a negotiation on a date. */
export async function readKnownLadders(tx: ReadTx, version: number, slug: string, asOf: CalendarDate): Promise<Ladder[]> {
  const record = await readRounds(tx, version, [slug], ['EVENT', 'TERM']);
  const { definitions } = knownRecord(await readHeldFacts(tx, { version, entity: ['MEASURE'] }));
  return knownLadders({ ...record, definitions }, slug, asOf);
}

/** Negotiations side by side on a date. `rounds` are those asked for and all others of their cycles. */
export async function readKnownComparison(
  tx: ReadTx,
  version: number,
  {
    rounds,
    ...asked
  }: {
    rounds: readonly KnownRound[];
    asOf: CalendarDate;
    negotiations: readonly string[];
    issues?: readonly string[] | undefined;
  },
): Promise<ReturnType<typeof knownComparison>> {
  const slugs = rounds.map(({ slug }) => slug);
  const record = await readRounds(tx, version, slugs, ['EVENT', 'DEMAND', 'TERM']);
  const { issues, definitions } = knownRecord(await readHeldFacts(tx, { version, entity: ['ISSUE', 'MEASURE'] }));
  return knownComparison({ ...record, issues, definitions }, asked);
}

/** What the record knew, with its events as they stood on a date. */
async function onDate(tx: ReadTx, version: number, record: KnownRecord, asOf: CalendarDate): Promise<KnownRecord> {
  const known = [...record.negotiations.values()];
  const zones = new Map(known.flatMap(({ negotiation, events }) => events.map(({ id }) => [id, negotiation.timeZone] as const)));
  const timeZoneOf = ({ id }: Event) => zones.get(id) ?? 'UTC';
  const stillSet = await readStillSet(
    tx,
    known.flatMap(({ events }) => events),
    asOf,
    { version, timeZoneOf },
  );
  const negotiations = [...record.negotiations].map(
    ([slug, negotiation]) => [slug, { ...negotiation, events: negotiation.events.map(stillSet) }] as const,
  );
  return { ...record, negotiations: new Map(negotiations) };
}

async function readRounds(
  tx: ReadTx,
  version: number,
  slugs: readonly string[],
  entities: readonly ('EVENT' | 'DEMAND' | 'TERM')[],
): Promise<KnownRecord> {
  return knownRecord(await readHeldFacts(tx, { version, entity: ['NEGOTIATION', ...entities], negotiation: [...new Set(slugs)] }));
}

/** One event as it stood on a date, which is asked for with the time zone of its talks. `entry` is null where it was not known by then. */
export async function readKnownEvent(
  tx: ReadTx,
  version: number,
  id: string,
  asOfIn: (timeZone: string) => CalendarDate,
): Promise<{ readonly entry: TimelineEntry | null; readonly asOf: CalendarDate } | null> {
  const last = await readLastChange(tx, 'EVENT', id, version);
  if (last === null || last.negotiation === null) return null;
  const facts = [
    ...(await readHeldFacts(tx, { version, entity: ['NEGOTIATION'], key: [last.negotiation] })),
    ...(await readHeldFacts(tx, { version, entity: ['EVENT'], key: [id] })),
  ];
  const record = knownRecord(facts);
  const timeZone = record.negotiations.get(last.negotiation)?.negotiation.timeZone;
  if (timeZone === undefined) return null;
  const asOf = asOfIn(timeZone);
  const [event] = (await onDate(tx, version, record, asOf)).negotiations.get(last.negotiation)?.events ?? [];
  return event === undefined ? null : { entry: entryOn({ negotiation: last.negotiation, event }, asOf), asOf };
}

/** Sources by their ids, as the record knew them. */
export async function readKnownSources(tx: ReadTx, version: number, ids: readonly string[]): Promise<ReadonlyMap<string, Source>> {
  if (ids.length === 0) return new Map();
  return knownRecord(await readHeldFacts(tx, { version, entity: ['SOURCE'], key: ids })).sources;
}
