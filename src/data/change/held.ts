import type { Change } from '#domain/change/change.ts';
import { fold, type HeldFact, nothingHeld } from '#domain/change/fold.ts';
import type { ReadTx } from '../transaction.ts';
import { loggedFact } from './read.ts';

/** Which facts are asked for, as they were held when the log had reached the number `version`. */
export interface HeldRequest {
  readonly version: number;
  readonly entity: readonly Change['entity'][];
  readonly negotiation?: readonly string[] | undefined;
  readonly key?: readonly string[] | undefined;
}

/** How many rows of the log are held at a time before they are folded. */
const pageSize = 1_000;

/** The facts that the record held, rebuilt from the log alone; in the order in which they were first published. */
export async function readHeldFacts(tx: ReadTx, { version, entity, negotiation, key }: HeldRequest): Promise<readonly HeldFact[]> {
  let held = nothingHeld;
  for (let since = 0n; ; ) {
    const rows = await tx.change.findMany({
      where: {
        seq: { gt: since, lte: version },
        entity: { in: [...entity] },
        ...(negotiation !== undefined && { negotiationSlug: { in: [...negotiation] } }),
        ...(key !== undefined && { key: { in: [...key] } }),
      },
      orderBy: { seq: 'asc' },
      take: pageSize,
      select: { seq: true, entity: true, key: true, negotiationSlug: true, after: true },
    });
    held = fold(
      held,
      rows.map(({ negotiationSlug, after, ...row }) => ({ ...row, negotiation: negotiationSlug, after: loggedFact.parse(after) })),
    );
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return [...held.values()];
    since = last.seq;
  }
}
