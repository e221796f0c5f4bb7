import { pending, type ReadTx } from '../transaction.ts';

/** The kinds of thing that a filter can name. */
export type RegisteredKind = 'negotiation' | 'issue' | 'person' | 'union' | 'association' | 'measure';

/** Those of the slugs that the record does not have, in the order given. */
export async function readUnknown(_tx: ReadTx, _kind: RegisteredKind, _slugs: readonly string[]): Promise<string[]> {
  return pending();
}
