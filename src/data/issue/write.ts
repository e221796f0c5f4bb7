import type { Issue } from '#domain/issue/issue.ts';
import { inBatches } from '../batches.ts';
import type { WriteTx } from '../transaction.ts';

/** An issue with its row in a comparison. */
export interface PlacedIssue {
  readonly position: number;
  readonly issue: Issue;
}

/** Inserts issues; a parent may be among them. */
export async function insertIssues(tx: WriteTx, issues: readonly PlacedIssue[]): Promise<void> {
  await inBatches(
    issues.map(({ position, issue: { parent, ...issue } }) => ({ ...issue, position, parentSlug: parent })),
    (data) => tx.issue.createMany({ data }),
  );
}

/** Puts a corrected issue in the place of the one with its slug. */
export async function updateIssue(tx: WriteTx, { slug, parent, ...issue }: Issue): Promise<void> {
  await tx.issue.update({ where: { slug }, data: { ...issue, parentSlug: parent } });
}
