import type { Measure } from '#domain/position/measure.ts';
import { inBatches } from '../batches.ts';
import type { Prisma } from '../generated/client.ts';
import type { WriteTx } from '../transaction.ts';

/** Numbers as rows of their position or term, in their order. */
export function measureRows(
  owner: Pick<Prisma.MeasureCreateManyInput, 'positionId' | 'termKey'>,
  measures: readonly Measure[] | undefined,
): Prisma.MeasureCreateManyInput[] {
  return (measures ?? []).map((measure, position) => ({ ...owner, position, ...measure }));
}

/** Inserts numbers. */
export async function insertMeasures(tx: WriteTx, rows: readonly Prisma.MeasureCreateManyInput[]): Promise<void> {
  await inBatches(rows, (data) => tx.measure.createMany({ data }));
}
