import type { Change } from './change.ts';

/** The part of a change that says what the record holds since. */
export type LoggedState = Pick<Change, 'entity' | 'key' | 'negotiation' | 'after'>;

/** One fact as the record held it at some number of the log. */
export interface HeldFact {
  readonly entity: Change['entity'];
  readonly key: string;
  readonly negotiation: string | null;
  readonly value: NonNullable<Change['after']>;
}

/** The facts that the record held at some number of the log, in the order in which each was first published. */
export type HeldFacts = ReadonlyMap<string, HeldFact>;

/** What an empty log says. */
export const nothingHeld: HeldFacts = new Map();

/**
 * The facts held after further changes, given in the order of the log. A log may be folded whole or page by page: the facts are the
 * same. A fact that is published anew after its retraction comes last.
 */
export function fold(held: HeldFacts, changes: readonly LoggedState[]): HeldFacts {
  const facts = new Map(held);
  for (const { entity, key, negotiation, after } of changes) {
    const name = `${entity} ${key}`;
    if (after === null) facts.delete(name);
    else facts.set(name, { entity, key, negotiation, value: after });
  }
  return facts;
}
