import type { ReadTx } from '../transaction.ts';

/** The kinds of thing that a filter can name. */
export type RegisteredKind = 'negotiation' | 'issue' | 'person' | 'union' | 'association' | 'measure';

/** Those of the slugs that the record does not have, in the order given. */
export async function readUnknown(tx: ReadTx, kind: RegisteredKind, slugs: readonly string[]): Promise<string[]> {
  const known = new Set(await readKnown(tx, kind, [...slugs]));
  return slugs.filter((slug) => !known.has(slug));
}

async function readKnown(tx: ReadTx, kind: RegisteredKind, slugs: string[]): Promise<string[]> {
  const query = { where: { slug: { in: slugs } }, select: { slug: true } } as const;
  const slugOf = ({ slug }: { slug: string }) => slug;
  switch (kind) {
    case 'negotiation':
      return (await tx.negotiation.findMany(query)).map(slugOf);
    case 'issue':
      return (await tx.issue.findMany(query)).map(slugOf);
    case 'person':
      return (await tx.person.findMany(query)).map(slugOf);
    case 'union':
      return (await tx.union.findMany(query)).map(slugOf);
    case 'association':
      return (await tx.employerAssociation.findMany(query)).map(slugOf);
    case 'measure':
      return (await tx.measureDefinition.findMany({ where: { measure: { in: slugs } }, select: { measure: true } })).map(
        ({ measure }) => measure,
      );
  }
}
