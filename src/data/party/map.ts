import type { EmployerAssociation, Headcount, Person, Studio, Union } from '#domain/party/party.ts';
import type { Citation } from '#domain/source/source.ts';
import { citationSelect, toCitations } from '../event/map.ts';
import type { Prisma } from '../generated/client.ts';

const inOrder = { orderBy: { position: 'asc' } } as const;

/** What is read of a count of people. */
export const headcountSelect = { ...inOrder, select: { count: true, asOf: true, basis: true, citations: citationSelect } } as const;
type HeadcountRow = Prisma.HeadcountGetPayload<{ select: typeof headcountSelect.select }>;

/** Counts of people in the shape of the record. */
export function toHeadcounts(rows: readonly HeadcountRow[]): Headcount[] {
  return rows.map(({ count, asOf, basis, citations }) => ({
    count,
    basis,
    citations: toCitations(citations),
    ...(asOf !== null && { asOf }),
  }));
}

/** What is read of a union: all of it. */
export const unionSelect = {
  slug: true,
  name: true,
  abbreviation: true,
  summary: true,
  membership: headcountSelect,
  citations: citationSelect,
} as const satisfies Prisma.UnionSelect;

/** A union in the shape of the record. */
export function toUnion({
  membership,
  citations,
  slug,
  name,
  abbreviation,
  summary,
}: Prisma.UnionGetPayload<{ select: typeof unionSelect }>): Union {
  return {
    slug,
    name,
    abbreviation,
    summary,
    ...(membership.length > 0 && { membership: toHeadcounts(membership) }),
    ...cited(toCitations(citations)),
  };
}

/** What is read of a studio: all of it. */
export const studioSelect = {
  slug: true,
  name: true,
  kind: true,
  parentSlug: true,
  summary: true,
  citations: citationSelect,
} as const satisfies Prisma.StudioSelect;

/** A studio in the shape of the record. */
export function toStudio({
  slug,
  name,
  kind,
  parentSlug,
  summary,
  citations,
}: Prisma.StudioGetPayload<{ select: typeof studioSelect }>): Studio {
  return {
    slug,
    name,
    kind,
    ...(parentSlug !== null && { parent: parentSlug }),
    ...(summary !== null && { summary }),
    ...cited(toCitations(citations)),
  };
}

/** What is read of an association: all of it. */
export const associationSelect = {
  slug: true,
  name: true,
  abbreviation: true,
  summary: true,
  members: { ...inOrder, select: { studioSlug: true } },
  citations: citationSelect,
} as const satisfies Prisma.EmployerAssociationSelect;

/** An association in the shape of the record. */
export function toAssociation({
  members,
  citations,
  ...row
}: Prisma.EmployerAssociationGetPayload<{ select: typeof associationSelect }>): EmployerAssociation {
  return {
    ...row,
    ...(members.length > 0 && { members: members.map(({ studioSlug }) => studioSlug) }),
    ...cited(toCitations(citations)),
  };
}

/** What is read of a person: all of it. */
export const personSelect = {
  slug: true,
  name: true,
  roles: { ...inOrder, select: { organization: true, title: true, side: true, from: true, to: true } },
  citations: citationSelect,
} as const satisfies Prisma.PersonSelect;

/** A person in the shape of the record. */
export function toPerson({ slug, name, roles, citations }: Prisma.PersonGetPayload<{ select: typeof personSelect }>): Person {
  return {
    slug,
    name,
    roles: roles.map(({ organization, title, side, from, to }) => ({
      organization,
      title,
      side,
      ...(from !== null && { from }),
      ...(to !== null && { to }),
    })),
    ...cited(toCitations(citations)),
  };
}

function cited(citations: Citation[]) {
  return citations.length === 0 ? {} : { citations };
}
