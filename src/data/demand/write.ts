import type { Demand } from '#domain/demand/demand.ts';
import { inBatches } from '../batches.ts';
import type { WriteTx } from '../transaction.ts';

/** A demand with the negotiation that it belongs to, and its place there. */
export interface OwnedDemand {
  readonly negotiation: string;
  readonly position: number;
  readonly demand: Demand;
}

/** Inserts demands. */
export async function insertDemands(tx: WriteTx, demands: readonly OwnedDemand[]): Promise<void> {
  await inBatches(
    demands.map(({ negotiation, position, demand: { issue, ...demand } }) => ({
      ...demand,
      negotiationSlug: negotiation,
      position,
      issueSlug: issue,
    })),
    (data) => tx.demand.createMany({ data }),
  );
}

/** Puts a corrected demand in the place of the one with its id. */
export async function updateDemand(
  tx: WriteTx,
  { negotiation, demand: { id, issue, title, summary, scope, raisedBy } }: OwnedDemand,
): Promise<void> {
  await tx.demand.update({
    where: { negotiationSlug_id: { negotiationSlug: negotiation, id } },
    data: { issueSlug: issue, title, summary: summary ?? null, scope: scope ?? null, raisedBy },
  });
}
