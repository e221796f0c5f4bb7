/** A fact that has no page of its own, but a place on one. */
type Placed = 'demand' | 'term' | 'dispute' | 'association' | 'measure';

/** The name of the place where such a fact stands on its page: what follows the `#` of its permalink. */
export function anchorOf(kind: Placed, id: string): string {
  return `${kind}-${id}`;
}
