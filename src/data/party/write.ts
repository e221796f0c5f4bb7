import type { EmployerAssociation, Headcount, Person, Studio, Union } from '#domain/party/party.ts';
import { inBatches } from '../batches.ts';
import type { Prisma } from '../generated/client.ts';
import { citationRows, insertCitations } from '../source/write.ts';
import type { WriteTx } from '../transaction.ts';

/** Inserts counts of people, each with what it counts and its citations. */
export async function insertHeadcounts(
  tx: WriteTx,
  owners: readonly {
    readonly owner: Pick<Prisma.HeadcountCreateManyInput, 'unionSlug' | 'negotiationSlug'>;
    readonly prefix: string;
    readonly headcounts: readonly Headcount[] | undefined;
  }[],
): Promise<void> {
  const all = owners.flatMap(({ owner, prefix, headcounts = [] }) =>
    headcounts.map((headcount, position) => ({ owner, key: `${prefix}/${position}`, position, headcount })),
  );
  await inBatches(
    all.map(({ owner, key, position, headcount: { citations: _, ...headcount } }) => ({ ...owner, ...headcount, key, position })),
    (data) => tx.headcount.createMany({ data }),
  );
  await insertCitations(
    tx,
    all.flatMap(({ key, headcount }) => citationRows({ headcountKey: key }, headcount.citations)),
  );
}

async function insertUnionParts(tx: WriteTx, unions: readonly Union[]): Promise<void> {
  await insertHeadcounts(
    tx,
    unions.map(({ slug, membership }) => ({ owner: { unionSlug: slug }, prefix: `union/${slug}`, headcounts: membership })),
  );
  await insertCitations(
    tx,
    unions.flatMap(({ slug, citations }) => citationRows({ unionSlug: slug }, citations)),
  );
}

/** Inserts unions. */
export async function insertUnions(tx: WriteTx, unions: readonly Union[]): Promise<void> {
  await inBatches(
    unions.map(({ membership: _, citations: __, ...union }) => union),
    (data) => tx.union.createMany({ data }),
  );
  await insertUnionParts(tx, unions);
}

/** Puts a corrected union in the place of the one with its slug. */
export async function updateUnion(tx: WriteTx, union: Union): Promise<void> {
  const { slug, membership: _, citations: __, ...data } = union;
  await tx.headcount.deleteMany({ where: { unionSlug: slug } });
  await tx.citation.deleteMany({ where: { unionSlug: slug } });
  await tx.union.update({ where: { slug }, data });
  await insertUnionParts(tx, [union]);
}

function studioRow({ slug, name, kind, parent, summary }: Studio) {
  return { slug, name, kind, parentSlug: parent ?? null, summary: summary ?? null };
}

/** Inserts studios; a parent may be among them. */
export async function insertStudios(tx: WriteTx, studios: readonly Studio[]): Promise<void> {
  await inBatches(studios.map(studioRow), (data) => tx.studio.createMany({ data }));
  await insertCitations(
    tx,
    studios.flatMap(({ slug, citations }) => citationRows({ studioSlug: slug }, citations)),
  );
}

/** Puts a corrected studio in the place of the one with its slug. */
export async function updateStudio(tx: WriteTx, studio: Studio): Promise<void> {
  const { slug, ...data } = studioRow(studio);
  await tx.citation.deleteMany({ where: { studioSlug: slug } });
  await tx.studio.update({ where: { slug }, data });
  await insertCitations(tx, citationRows({ studioSlug: slug }, studio.citations));
}

async function insertAssociationParts(tx: WriteTx, associations: readonly EmployerAssociation[]): Promise<void> {
  const members = associations.flatMap(({ slug, members: studios = [] }) =>
    studios.map((studioSlug, position) => ({ associationSlug: slug, studioSlug, position })),
  );
  await inBatches(members, (data) => tx.associationMember.createMany({ data }));
  await insertCitations(
    tx,
    associations.flatMap(({ slug, citations }) => citationRows({ associationSlug: slug }, citations)),
  );
}

/** Inserts associations of employers. */
export async function insertAssociations(tx: WriteTx, associations: readonly EmployerAssociation[]): Promise<void> {
  await inBatches(
    associations.map(({ members: _, citations: __, ...association }) => association),
    (data) => tx.employerAssociation.createMany({ data }),
  );
  await insertAssociationParts(tx, associations);
}

/** Puts a corrected association in the place of the one with its slug. */
export async function updateAssociation(tx: WriteTx, association: EmployerAssociation): Promise<void> {
  const { slug, members: _, citations: __, ...data } = association;
  await tx.associationMember.deleteMany({ where: { associationSlug: slug } });
  await tx.citation.deleteMany({ where: { associationSlug: slug } });
  await tx.employerAssociation.update({ where: { slug }, data });
  await insertAssociationParts(tx, [association]);
}

async function insertPersonParts(tx: WriteTx, people: readonly Person[]): Promise<void> {
  await inBatches(
    people.flatMap(({ slug, roles }) => roles.map((role, position) => ({ personSlug: slug, position, ...role }))),
    (data) => tx.role.createMany({ data }),
  );
  await insertCitations(
    tx,
    people.flatMap(({ slug, citations }) => citationRows({ personSlug: slug }, citations)),
  );
}

/** Inserts people with their roles. */
export async function insertPeople(tx: WriteTx, people: readonly Person[]): Promise<void> {
  await inBatches(
    people.map(({ slug, name }) => ({ slug, name })),
    (data) => tx.person.createMany({ data }),
  );
  await insertPersonParts(tx, people);
}

/** Puts a corrected person in the place of the one with the slug. */
export async function updatePerson(tx: WriteTx, person: Person): Promise<void> {
  const { slug, name } = person;
  await tx.role.deleteMany({ where: { personSlug: slug } });
  await tx.citation.deleteMany({ where: { personSlug: slug } });
  await tx.person.update({ where: { slug }, data: { name } });
  await insertPersonParts(tx, [person]);
}
