/** Stands for a read-only transaction until the client lands. */
export type ReadTx = object;

/** Stands for a read until the client lands. */
export function pending(): never {
  throw new Error('Not there yet.');
}
