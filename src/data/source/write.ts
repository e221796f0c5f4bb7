import type { Dispute } from '#domain/source/dispute.ts';
import type { Citation, Source } from '#domain/source/source.ts';
import { inBatches } from '../batches.ts';
import type { Prisma } from '../generated/client.ts';
import type { WriteTx } from '../transaction.ts';

/** Whose citations they are: exactly one owner. */
export type CitationOwner = Pick<
  Prisma.CitationCreateManyInput,
  'eventId' | 'termKey' | 'claimKey' | 'headcountKey' | 'unionSlug' | 'associationSlug' | 'studioSlug' | 'personSlug'
>;

/** Citations as rows, in their order. */
export function citationRows(owner: CitationOwner, citations: readonly Citation[] | undefined): Prisma.CitationCreateManyInput[] {
  return (citations ?? []).map(({ source, ...said }, position) => ({ ...owner, position, sourceId: source, ...said }));
}

/** Inserts citations. */
export async function insertCitations(tx: WriteTx, rows: readonly Prisma.CitationCreateManyInput[]): Promise<void> {
  await inBatches(rows, (data) => tx.citation.createMany({ data }));
}

/** Inserts sources. */
export async function insertSources(tx: WriteTx, sources: readonly Source[]): Promise<void> {
  await inBatches(sources, (data) => tx.source.createMany({ data }));
}

/** Puts a corrected source in the place of the one with its id. */
export async function updateSource(tx: WriteTx, { id, note, ...rest }: Source): Promise<void> {
  await tx.source.update({ where: { id }, data: { ...rest, note: note ?? null } });
}

/** A dispute with the negotiation that it belongs to, and its place there. */
export interface OwnedDispute {
  readonly negotiation: string;
  readonly position: number;
  readonly dispute: Dispute;
}

/** Inserts disputes with every claim and its citations. */
export async function insertDisputes(tx: WriteTx, disputes: readonly OwnedDispute[]): Promise<void> {
  const rows = disputes.map(({ negotiation, position, dispute: { claims: _, ...dispute } }) => ({
    ...dispute,
    negotiationSlug: negotiation,
    position,
  }));
  await inBatches(rows, (data) => tx.dispute.createMany({ data }));
  const claims = disputes.flatMap(({ negotiation, dispute }) =>
    dispute.claims.map((claim, position) => ({
      key: `${negotiation}/${dispute.id}/${position}`,
      negotiation,
      dispute: dispute.id,
      position,
      claim,
    })),
  );
  await inBatches(
    claims.map(({ key, negotiation, dispute, position, claim: { citations: _, ...claim } }) => ({
      ...claim,
      key,
      negotiationSlug: negotiation,
      disputeId: dispute,
      position,
    })),
    (data) => tx.claim.createMany({ data }),
  );
  await insertCitations(
    tx,
    claims.flatMap(({ key, claim }) => citationRows({ claimKey: key }, claim.citations)),
  );
}

/** Takes disputes out, to be inserted anew as corrected. */
export async function removeDisputes(tx: WriteTx, disputes: readonly OwnedDispute[]): Promise<void> {
  for (const { negotiation, dispute } of disputes)
    await tx.dispute.delete({ where: { negotiationSlug_id: { negotiationSlug: negotiation, id: dispute.id } } });
}
