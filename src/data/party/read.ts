import type { Person, Studio, StudioKind, Union } from '#domain/party/party.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import type { EventReference } from '../deal-status/read.ts';
import type { Page, PageRequest, SlugKey } from '../page.ts';
import { pending, type ReadTx } from '../transaction.ts';

/** A negotiation in few words. */
export interface NegotiationReference {
  readonly slug: string;
  readonly title: string;
  readonly shortTitle: string;
  readonly cycle: string;
}

/** A party or person in few words. */
export interface NameReference {
  readonly slug: string;
  readonly name: string;
}

/** A union with what it is part of. */
export interface UnionDetail {
  readonly union: Union;
  /** At most 200, the latest begun first. */
  readonly negotiations: readonly NegotiationReference[];
  /** At most 200, by name. */
  readonly people: readonly NameReference[];
}

/** A studio with what it is part of. */
export interface StudioDetail {
  readonly studio: Studio;
  readonly subsidiaries: readonly NameReference[];
  readonly associations: readonly NameReference[];
  /** At most 200, the latest begun first: those that it, or an association of which it is a member, is a party to. */
  readonly negotiations: readonly NegotiationReference[];
  /** At most 200, by name. */
  readonly people: readonly NameReference[];
}

/** A person with what they said and attended. */
export interface PersonDetail {
  readonly person: Person;
  /** At most 200, latest first. */
  readonly events: readonly EventReference[];
}

/** The unions by slug. */
export async function readUnions(_tx: ReadTx, _page: PageRequest<SlugKey>): Promise<Page<Union, SlugKey>> {
  return pending();
}

/** One union; null where there is none. */
export async function readUnion(_tx: ReadTx, _slug: string, _at: { asOf: CalendarDate }): Promise<UnionDetail | null> {
  return pending();
}

/** The studios by slug. */
export async function readStudios(
  _tx: ReadTx,
  _filter: { kind?: StudioKind | undefined; association?: string | undefined } & PageRequest<SlugKey>,
): Promise<Page<Studio, SlugKey>> {
  return pending();
}

/** One studio; null where there is none. */
export async function readStudio(_tx: ReadTx, _slug: string, _at: { asOf: CalendarDate }): Promise<StudioDetail | null> {
  return pending();
}

/** The people by slug. `organization` is the slug of one on the record, or the name of another. */
export async function readPeople(
  _tx: ReadTx,
  _filter: { side?: 'UNION' | 'EMPLOYER' | 'NEUTRAL' | undefined; organization?: string | undefined } & PageRequest<SlugKey>,
): Promise<Page<Person, SlugKey>> {
  return pending();
}

/** One person; null where there is none. */
export async function readPerson(_tx: ReadTx, _slug: string, _at: { asOf: CalendarDate }): Promise<PersonDetail | null> {
  return pending();
}

/** The names of unions, associations, studios and people by their slugs, for pages that print them. */
export async function readNames(
  _tx: ReadTx,
  _slugs: { unions?: readonly string[]; associations?: readonly string[]; studios?: readonly string[]; people?: readonly string[] },
): Promise<ReadonlyMap<string, string>> {
  return pending();
}
