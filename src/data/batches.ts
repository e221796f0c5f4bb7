/** PostgreSQL takes 65,535 parameters in a statement; the widest table has 16 columns. */
const batchSize = 2_000;

/** Does something with rows in portions that one statement can hold. Nothing is done where there are none. */
export async function inBatches<Row>(rows: readonly Row[], work: (batch: Row[]) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < rows.length; start += batchSize) await work(rows.slice(start, start + batchSize));
}
