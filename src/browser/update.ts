import type { ChangeEntity, ChangeKind } from '#domain/change/change.ts';

/** What an open page tells of a change to the record. */
export interface Update {
  readonly seq: number;
  readonly kind: ChangeKind;
  readonly entity: ChangeEntity;
  /** The slug or id of the fact; of demands, terms and disputes negotiation/id. */
  readonly key: string;
  readonly negotiation: string | null;
  readonly headline: string;
  /** When the record said so first, as an ISO instant. */
  readonly recordedAt: string;
}

/** What each kind of change is called. */
export const updateKinds: Readonly<Record<ChangeKind, string>> = { PUBLISHED: 'Published', CORRECTED: 'Corrected', RETRACTED: 'Retracted' };

/** The pages of facts, by kind of fact; those of a negotiation stand on its page. */
const places: Readonly<Record<ChangeEntity, string | null>> = {
  SOURCE: '/sources/',
  UNION: '/unions/',
  ASSOCIATION: null,
  STUDIO: '/studios/',
  PERSON: '/people/',
  ISSUE: '/issues/',
  MEASURE: null,
  NEGOTIATION: '/negotiations/',
  DEMAND: null,
  EVENT: '/events/',
  TERM: null,
  DISPUTE: null,
};

function isIn<Word extends string>(words: Readonly<Record<Word, unknown>>, value: unknown): value is Word {
  return typeof value === 'string' && Object.hasOwn(words, value);
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** What the fact calls itself. */
function nameOf(fact: unknown): string | undefined {
  if (!isFields(fact)) return undefined;
  const names = [fact.headline, fact.title, fact.name, fact.summary];
  return names.find((name) => typeof name === 'string');
}

/** A change as the stream sends it, as far as a page tells it; null for what is no change. */
export function updateOf(data: unknown): Update | null {
  if (!isFields(data)) return null;
  const { seq, kind, entity, key, negotiation, recordedAt } = data;
  if (typeof seq !== 'number' || !isIn(updateKinds, kind) || !isIn(places, entity) || typeof key !== 'string') return null;
  return {
    seq,
    kind,
    entity,
    key,
    negotiation: typeof negotiation === 'string' ? negotiation : null,
    headline: nameOf(data.after) ?? nameOf(data.before) ?? key,
    recordedAt: typeof recordedAt === 'string' ? recordedAt : '',
  };
}

/** What of the record a page shows, in negotiations by slug. */
export interface Scope {
  /** Those that it tells of; null for all. */
  readonly about: readonly string[] | null;
  /** Others that something on it is made from. */
  readonly restsOn: readonly string[];
}

/** Whether a page tells of an update: of those to its own negotiations, and to facts of none, which may stand on any page. */
export function concerns({ negotiation }: Update, { about }: Scope): boolean {
  return about === null || negotiation === null || about.includes(negotiation);
}

/** Whether an update may change what a page shows, though the page need not tell of it. A new negotiation may be the next round of any. */
export function bearsOn(update: Update, scope: Scope): boolean {
  const { entity, negotiation } = update;
  return concerns(update, scope) || entity === 'NEGOTIATION' || (negotiation !== null && scope.restsOn.includes(negotiation));
}

/** The page of what was changed, at its history where it was changed before; null where it has none. */
export function pageOfUpdate({ entity, key, kind, negotiation }: Update): string | null {
  const place = places[entity];
  if (place === null) return negotiation === null ? null : `/negotiations/${negotiation}`;
  return `${place}${encodeURIComponent(key)}${entity === 'EVENT' && kind !== 'PUBLISHED' ? '#history' : ''}`;
}

/** The name by which a page marks what it shows of a fact: `data-live`. */
export function liveKey({ entity, key }: Pick<Update, 'entity' | 'key'>): string {
  return `${entity}:${key}`;
}

const mostNamed = 3;

/** Some updates in one sentence, for those who hear the page. */
export function announcementOf(updates: readonly Update[]): string {
  const told = updates.slice(0, mostNamed).map(({ kind, headline }) => `${updateKinds[kind]}: ${headline}`);
  const count = updates.length === 1 ? '' : `${updates.length} updates: `;
  return `${count}${told.join('; ')}${updates.length > mostNamed ? `; and ${updates.length - mostNamed} more` : ''}`;
}
