import type { ChangeKind } from '#domain/change/change.ts';
import { changeKindNames, nameOfFact } from '#domain/change/name.ts';

/** What an open page tells of a change to the record. */
export interface Update {
  readonly seq: number;
  readonly kind: ChangeKind;
  /** The kind of fact. */
  readonly entity: string;
  /** The slug or id of the fact; of demands, terms and disputes negotiation/id. */
  readonly key: string;
  readonly negotiation: string | null;
  readonly headline: string;
  /** Where it stands on this site; null where it has no page. */
  readonly path: string | null;
  /** When the record said so first, as an ISO instant. */
  readonly recordedAt: string;
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function factOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return isFields(value) ? value : null;
}

function isKind(value: unknown): value is ChangeKind {
  return typeof value === 'string' && Object.hasOwn(changeKindNames, value);
}

/** The place of a fact on this site, which the server tells with its own public address. */
function pathOf(links: unknown): string | null {
  const { self } = factOf(links) ?? {};
  return typeof self === 'string' ? self.replace(/^https?:\/\/[^/]+/, '') : null;
}

/** A change as the stream sends it, as far as a page tells it; null for what is no change. */
export function updateOf(data: unknown): Update | null {
  if (!isFields(data)) return null;
  const { seq, kind, entity, key, negotiation, recordedAt, links } = data;
  if (typeof seq !== 'number' || !isKind(kind) || typeof entity !== 'string' || typeof key !== 'string') return null;
  return {
    seq,
    kind,
    entity,
    key,
    negotiation: typeof negotiation === 'string' ? negotiation : null,
    headline: nameOfFact({ key, before: factOf(data.before), after: factOf(data.after) }),
    path: pathOf(links),
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

/** The page of what was changed, at its history where that page has one and it was changed before; null where it has none. */
export function pageOfUpdate({ entity, kind, path }: Update): string | null {
  return path !== null && entity === 'EVENT' && kind !== 'PUBLISHED' ? `${path}#history` : path;
}

/** The name by which a page marks what it shows of a fact: `data-live`. */
export function liveKey({ entity, key }: Pick<Update, 'entity' | 'key'>): string {
  return `${entity}:${key}`;
}

const mostNamed = 3;

/** Some updates in one sentence, for those who hear the page. */
export function announcementOf(updates: readonly Update[]): string {
  const told = updates.slice(0, mostNamed).map(({ kind, headline }) => `${changeKindNames[kind]}: ${headline}`);
  const count = updates.length === 1 ? '' : `${updates.length} updates: `;
  return `${count}${told.join('; ')}${updates.length > mostNamed ? `; and ${updates.length - mostNamed} more` : ''}`;
}
