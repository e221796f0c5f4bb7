import type { Change } from '../change/change.ts';
import { correctedFields } from '../change/difference.ts';
import { nameOfFact } from '../change/name.ts';
import type { Event } from '../event/event.ts';
import { oneLine, readableLines } from '../text/one-line.ts';
import { formatDate } from '../time/format.ts';

/** One entry of a feed: a publication, or a correction or retraction of something that was published. */
export interface FeedEntry {
  /** Stable for ever, and the same for every reader. */
  readonly id: string;
  /** The entry that it corrects or retracts; null for a publication. */
  readonly corrects: string | null;
  readonly title: string;
  /** Plain text; line breaks mean paragraphs. */
  readonly text: string;
  /** The page of the fact, as a path on this site. */
  readonly path: string;
  /** When the record said it first, and when it last changed what it says: instants. */
  readonly published: string;
  readonly updated: string;
  readonly categories: readonly string[];
}

/** An event as it stands, told as it was known on the date of the feed; announced ones without what came of them. */
export interface StandingEvent {
  readonly negotiation: string;
  readonly event: Event;
  readonly visibility: 'EFFECTIVE' | 'ANNOUNCED';
  readonly publishers: readonly string[];
}

/** What the entries of a feed are made from. */
export interface FeedFacts {
  /** In the order in which they are to stand. */
  readonly changes: readonly Change[];
  /** The published events among them, as they stand now. */
  readonly standing: ReadonlyMap<string, StandingEvent>;
  /** What the ids begin with, such as `tag:parley.example,2026:`. */
  readonly authority: string;
  /** The page of the fact that a change is about, as a path on this site. */
  readonly pageOf: (change: Change) => string;
}

const nouns: Readonly<Record<Change['entity'], string>> = {
  SOURCE: 'source',
  UNION: 'union',
  ASSOCIATION: 'association',
  STUDIO: 'studio',
  PERSON: 'person',
  ISSUE: 'issue',
  MEASURE: 'measure',
  NEGOTIATION: 'negotiation',
  DEMAND: 'demand',
  EVENT: 'event',
  TERM: 'term',
  DISPUTE: 'dispute',
};

function shown(value: unknown): string | null {
  if (typeof value === 'string') return `“${oneLine(value)}”`;
  return typeof value === 'number' ? String(value) : null;
}

/** What a correction changed, a line for each field: both values where they are words or numbers. */
function changedFields(change: Change): string[] {
  return correctedFields(change).map(({ path, before, after }) => {
    const name = path.slice(1).replaceAll('/', ' ');
    const [from, to] = [shown(before), shown(after)];
    return from === null || to === null ? `Changed: ${name}.` : `Changed: ${name}, from ${from} to ${to}.`;
  });
}

function because({ reason }: Change): string[] {
  return reason === null ? [] : [`Reason: ${oneLine(reason)}`];
}

const certainty = { CONFIRMED: 'Confirmed by', REPORTED: 'According to', DISPUTED: 'A disputed account, according to' } as const;

function eventText({ event, publishers }: StandingEvent): string[] {
  const announced = event.announcedOn === undefined ? '' : `, announced on ${formatDate(event.announcedOn)}`;
  return [
    ...readableLines(event.summary),
    `${formatDate(event.date)}${announced}. ${certainty[event.confidence]} ${oneLine(publishers.join(', '))}.`,
  ];
}

function publication({ key, recordedAt }: Change, now: StandingEvent, latest: Change | undefined, authority: string): FeedEntry {
  const { event, negotiation } = now;
  return {
    id: `${authority}${nouns.EVENT}/${key}`,
    corrects: null,
    title: oneLine(event.headline),
    text: eventText(now).join('\n'),
    path: `/events/${key}`,
    published: recordedAt,
    updated: latest?.recordedAt ?? recordedAt,
    categories: [event.kind.toLowerCase(), event.significance.toLowerCase(), negotiation],
  };
}

/** What was changed, but of an event that has only been announced by the date of the feed not to what: that would tell what came of it. */
function takenBack(change: Change, now: StandingEvent | undefined, { authority, pageOf }: FeedFacts): FeedEntry {
  const { seq, kind, entity, key, negotiation, recordedAt } = change;
  const done = kind === 'CORRECTED' ? 'Correction' : 'Retracted';
  const isAhead = now?.visibility === 'ANNOUNCED';
  const what = kind === 'RETRACTED' ? ['The record no longer says this.'] : isAhead ? [] : changedFields(change);
  const text = [...because(change), ...what];
  return {
    id: `${authority}change/${seq}`,
    corrects: `${authority}${nouns[entity]}/${key}`,
    title: `${done}: ${isAhead ? oneLine(now.event.headline) : oneLine(nameOfFact(change))}`,
    text: text.length === 0 ? `${done}.` : text.join('\n'),
    path: pageOf(change),
    published: recordedAt,
    updated: recordedAt,
    categories: [nouns[entity], ...(negotiation === null ? [] : [negotiation]), done.toLowerCase()],
  };
}

/**
 * The entries of a feed. A publication is one entry under the id of its fact; every later correction or retraction is a new entry that
 * names it, so that a reader is told. A corrected event's first entry tells what the record says now, a retracted one's is left out:
 * a feed never repeats what has been taken back.
 */
export function feedEntries(facts: FeedFacts): FeedEntry[] {
  const { changes, standing, authority } = facts;
  const latest = new Map<string, Change>();
  for (const change of changes.toSorted((one, other) => one.seq - other.seq)) latest.set(`${change.entity} ${change.key}`, change);
  return changes.flatMap((change) => {
    const now = change.entity === 'EVENT' ? standing.get(change.key) : undefined;
    if (change.kind !== 'PUBLISHED') return [takenBack(change, now, facts)];
    return now === undefined ? [] : [publication(change, now, latest.get(`${change.entity} ${change.key}`), authority)];
  });
}
