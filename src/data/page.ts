import { z } from 'zod';

/** One page of a list with the place to go on from: null at the end. */
export interface Page<Item, Key> {
  readonly items: readonly Item[];
  readonly next: Key | null;
}

/** Which page of a list is asked for: at most `limit` items (1 to 200) after a place, or from the start. */
export interface PageRequest<Key> {
  readonly limit: number;
  readonly after?: Key | undefined;
}

/** The place of something in a list ordered by slug or id. */
export interface SlugKey {
  readonly slug: string;
}

/** The place of something that is named within its negotiation. */
export interface ScopedKey {
  readonly negotiation: string;
  readonly id: string;
}

/** Rows that are places of things named within their negotiations. */
export const scopedKeys: z.ZodType<readonly ScopedKey[]> = z.array(z.object({ negotiation: z.string(), id: z.string() }));

/** The page in rows of which one more than asked for was read. */
export function pageOf<Item, Key>(items: readonly Item[], limit: number, key: (item: Item) => Key): Page<Item, Key> {
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown, next: items.length > limit && last !== undefined ? key(last) : null };
}
