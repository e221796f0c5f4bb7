import type { Dispute } from '#domain/source/dispute.ts';
import type { Source } from '#domain/source/source.ts';
import { citationSelect, toCitations } from '../event/map.ts';
import type { Prisma } from '../generated/client.ts';

type SourceRow = Prisma.SourceGetPayload<object>;

/** A source in the shape of the record. */
export function toSource({ note, ...row }: SourceRow): Source {
  const { id, url, publisher, title, publishedOn, retrievedOn, kind } = row;
  return { id, url, publisher, title, publishedOn, retrievedOn, kind, ...(note !== null && { note }) };
}

/** What is read of a dispute: all of it. */
export const disputeSelect = {
  negotiationSlug: true,
  id: true,
  question: true,
  subject: true,
  status: true,
  assessment: true,
  claims: {
    orderBy: { position: 'asc' },
    select: { claim: true, value: true, claimedBy: true, rank: true, reason: true, citations: citationSelect },
  },
} as const satisfies Prisma.DisputeSelect;
type DisputeRow = Prisma.DisputeGetPayload<{ select: typeof disputeSelect }>;

/** A dispute in the shape of the record. */
export function toDispute({ id, question, subject, status, assessment, claims }: DisputeRow): Dispute {
  return {
    id,
    question,
    ...(subject !== null && { subject }),
    status,
    claims: claims.map(({ claim, value, claimedBy, rank, reason, citations }) => ({
      claim,
      ...((typeof value === 'string' || typeof value === 'number') && { value }),
      ...(claimedBy !== null && { claimedBy }),
      rank,
      ...(reason !== null && { reason }),
      citations: toCitations(citations),
    })),
    assessment,
  };
}
