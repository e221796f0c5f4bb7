import type { Change } from './change.ts';

/** One place where two versions of a fact differ. `before` is missing where something was added, `after` where it was taken out. */
export interface FieldDifference {
  /** Where, as a JSON Pointer (RFC 6901): `/vote/yes`, `/citations/1/quote`. */
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/**
 * Where two versions of a fact differ, field by field, by name. Lists are held against each other place by place. Applied to the
 * earlier version, the differences make the later one.
 */
export function differences(before: unknown, after: unknown): FieldDifference[] {
  return between(before, after, '');
}

/** Every field that a correction changed; none for a publication or a retraction, which are of the whole. */
export function correctedFields({ kind, before, after }: Pick<Change, 'kind' | 'before' | 'after'>): FieldDifference[] {
  return kind === 'CORRECTED' ? differences(before, after) : [];
}

function between(before: unknown, after: unknown, path: string): FieldDifference[] {
  const [then, now] = [partsOf(before), partsOf(after)];
  if (then === null || now === null || Array.isArray(before) !== Array.isArray(after))
    return Object.is(before, after) ? [] : [{ path, before, after }];
  const names = [...new Set([...then.keys(), ...now.keys()])];
  return (Array.isArray(before) ? names : names.toSorted()).flatMap((name) => {
    const place = `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!now.has(name)) return [{ path: place, before: then.get(name) }];
    if (!then.has(name)) return [{ path: place, after: now.get(name) }];
    return between(then.get(name), now.get(name), place);
  });
}

/** The parts of an object or a list by their names; null for what has none. */
function partsOf(value: unknown): ReadonlyMap<string, unknown> | null {
  return typeof value === 'object' && value !== null ? new Map<string, unknown>(Object.entries(value)) : null;
}
