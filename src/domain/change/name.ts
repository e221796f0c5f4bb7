import type { Change, ChangeKind } from './change.ts';

/** What each kind of change is called. */
export const changeKindNames: Readonly<Record<ChangeKind, string>> = {
  PUBLISHED: 'Published',
  CORRECTED: 'Corrected',
  RETRACTED: 'Retracted',
};

/** The fields by which a fact is called, the first that it has. */
const names = ['headline', 'title', 'name', 'question', 'summary'];

/** What the fact that a change is about is called: as it is called now, or was last, else by its key. */
export function nameOfFact({ key, before, after }: Pick<Change, 'key' | 'before' | 'after'>): string {
  const fact = after ?? before ?? {};
  return names.map((name) => fact[name]).find((name) => typeof name === 'string') ?? key;
}
