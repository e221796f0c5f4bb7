import type { MeasureDefinition } from '#domain/position/measure.ts';
import { inBatches } from '../batches.ts';
import type { WriteTx } from '../transaction.ts';

/** Inserts the names that numbers are used under. */
export async function insertMeasureDefinitions(tx: WriteTx, definitions: readonly MeasureDefinition[]): Promise<void> {
  await inBatches(definitions, (data) => tx.measureDefinition.createMany({ data }));
}

/** Puts a corrected definition in the place of the one with its name. */
export async function updateMeasureDefinition(tx: WriteTx, { measure, ...data }: MeasureDefinition): Promise<void> {
  await tx.measureDefinition.update({ where: { measure }, data });
}
