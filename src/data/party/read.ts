import type { EmployerAssociation, Person, Studio, StudioKind, Union } from '#domain/party/party.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import type { EventReference } from '../event/reference.ts';
import { Prisma } from '../generated/client.ts';
import { type Page, type PageRequest, pageOf, type SlugKey } from '../page.ts';
import { ofPeople, readEvents } from '../timeline/read.ts';
import type { ReadTx } from '../transaction.ts';
import { associationSelect, personSelect, studioSelect, toAssociation, toPerson, toStudio, toUnion, unionSelect } from './map.ts';

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

const most = 200;
const nameSelect = { slug: true, name: true } as const;

function after(key: SlugKey | undefined) {
  return key === undefined ? {} : { slug: { gt: key.slug } };
}

const bySlug = ({ slug }: { slug: string }): SlugKey => ({ slug });

/** The unions by slug. */
export async function readUnions(tx: ReadTx, page: PageRequest<SlugKey>): Promise<Page<Union, SlugKey>> {
  const rows = await tx.union.findMany({ where: after(page.after), orderBy: { slug: 'asc' }, take: page.limit + 1, select: unionSelect });
  return pageOf(rows.map(toUnion), page.limit, bySlug);
}

/** One union; null where there is none. */
export async function readUnion(tx: ReadTx, slug: string, { asOf }: { asOf: CalendarDate }): Promise<UnionDetail | null> {
  const row = await tx.union.findUnique({ where: { slug }, select: unionSelect });
  if (row === null) return null;
  const negotiations = await readNegotiationsOf(tx, { unions: { some: { unionSlug: slug } } }, asOf);
  return { union: toUnion(row), negotiations, people: await readPeopleOf(tx, slug) };
}

/** The studios by slug. */
export async function readStudios(
  tx: ReadTx,
  { kind, association, ...page }: { kind?: StudioKind | undefined; association?: string | undefined } & PageRequest<SlugKey>,
): Promise<Page<Studio, SlugKey>> {
  const rows = await tx.studio.findMany({
    where: {
      ...after(page.after),
      ...(kind !== undefined && { kind }),
      ...(association !== undefined && { memberships: { some: { associationSlug: association } } }),
    },
    orderBy: { slug: 'asc' },
    take: page.limit + 1,
    select: studioSelect,
  });
  return pageOf(rows.map(toStudio), page.limit, bySlug);
}

/** One studio; null where there is none. */
export async function readStudio(tx: ReadTx, slug: string, { asOf }: { asOf: CalendarDate }): Promise<StudioDetail | null> {
  const row = await tx.studio.findUnique({
    where: { slug },
    select: {
      ...studioSelect,
      children: { select: nameSelect, orderBy: { name: 'asc' }, take: most },
      memberships: { select: { association: { select: nameSelect } }, orderBy: { associationSlug: 'asc' }, take: most },
    },
  });
  if (row === null) return null;
  const associations = row.memberships.map(({ association }) => association);
  const party = {
    OR: [{ studios: { some: { studioSlug: slug } } }, { associationSlug: { in: associations.map((association) => association.slug) } }],
  };
  return {
    studio: toStudio(row),
    subsidiaries: row.children,
    associations,
    negotiations: await readNegotiationsOf(tx, party, asOf),
    people: await readPeopleOf(tx, slug),
  };
}

/** The associations by name, at most 200. */
export async function readAssociations(tx: ReadTx): Promise<EmployerAssociation[]> {
  const rows = await tx.employerAssociation.findMany({
    orderBy: [{ name: 'asc' }, { slug: 'asc' }],
    take: most,
    select: associationSelect,
  });
  return rows.map(toAssociation);
}

/** The people by slug. `organization` is the slug of one on the record, or the name of another. */
export async function readPeople(
  tx: ReadTx,
  {
    side,
    organization,
    ...page
  }: { side?: 'UNION' | 'EMPLOYER' | 'NEUTRAL' | undefined; organization?: string | undefined } & PageRequest<SlugKey>,
): Promise<Page<Person, SlugKey>> {
  const role = { ...(side !== undefined && { side }), ...(organization !== undefined && { organization }) };
  const rows = await tx.person.findMany({
    where: { ...after(page.after), ...(Object.keys(role).length > 0 && { roles: { some: role } }) },
    orderBy: { slug: 'asc' },
    take: page.limit + 1,
    select: personSelect,
  });
  return pageOf(rows.map(toPerson), page.limit, bySlug);
}

/** One person with what they had said and attended by `asOf`; null where there is none. */
export async function readPerson(tx: ReadTx, slug: string, { asOf }: { asOf: CalendarDate }): Promise<PersonDetail | null> {
  const row = await tx.person.findUnique({ where: { slug }, select: personSelect });
  if (row === null) return null;
  const { items } = await readEvents(tx, { asOf, order: 'desc', limit: most }, [ofPeople([slug])], [Prisma.sql`false`]);
  const events = items.map(({ negotiation, event: { id, kind, date, headline } }) => ({ id, negotiation, kind, date, headline }));
  return { person: toPerson(row), events };
}

/** The names of unions, associations, studios and people, and the titles of negotiations and issues, by their slugs. */
export async function readNames(
  tx: ReadTx,
  slugs: {
    unions?: readonly string[];
    associations?: readonly string[];
    studios?: readonly string[];
    people?: readonly string[];
    negotiations?: readonly string[];
    issues?: readonly string[];
  },
): Promise<ReadonlyMap<string, string>> {
  const named = (wanted: readonly string[]) => ({ where: { slug: { in: [...wanted] } }, select: nameSelect });
  const rows = [
    ...(slugs.unions === undefined ? [] : await tx.union.findMany(named(slugs.unions))),
    ...(slugs.associations === undefined ? [] : await tx.employerAssociation.findMany(named(slugs.associations))),
    ...(slugs.studios === undefined ? [] : await tx.studio.findMany(named(slugs.studios))),
    ...(slugs.people === undefined ? [] : await tx.person.findMany(named(slugs.people))),
  ];
  const titled = [
    ...(slugs.negotiations === undefined
      ? []
      : await tx.negotiation.findMany({ where: { slug: { in: [...slugs.negotiations] } }, select: { slug: true, shortTitle: true } })),
    ...(slugs.issues === undefined
      ? []
      : await tx.issue.findMany({ where: { slug: { in: [...slugs.issues] } }, select: { slug: true, title: true } })),
  ];
  return new Map([
    ...rows.map(({ slug, name }) => [slug, name] as const),
    ...titled.map((row) => [row.slug, 'title' in row ? row.title : row.shortTitle] as const),
  ]);
}

async function readNegotiationsOf(tx: ReadTx, party: Prisma.NegotiationWhereInput, asOf: CalendarDate): Promise<NegotiationReference[]> {
  return tx.negotiation.findMany({
    where: { AND: [party, { knownFrom: { lte: asOf } }] },
    orderBy: [{ startedOn: 'desc' }, { slug: 'asc' }],
    take: most,
    select: { slug: true, title: true, shortTitle: true, cycle: true },
  });
}

async function readPeopleOf(tx: ReadTx, organization: string): Promise<NameReference[]> {
  return tx.person.findMany({
    where: { roles: { some: { organization } } },
    orderBy: [{ name: 'asc' }, { slug: 'asc' }],
    take: most,
    select: nameSelect,
  });
}
