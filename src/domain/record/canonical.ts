import { compareEvents } from '../event/order.ts';
import { type NegotiationFile, negotiationFileSchema, type RecordFiles, type Registries, registrySchemas } from './record.ts';

/** A record in its canonical form: the files by their path below the record's folder, as text. */
export type CanonicalFiles = ReadonlyMap<string, string>;

function by<T>(key: (item: T) => string): (one: T, other: T) => number {
  return (one, other) => {
    const [a, b] = [key(one), key(other)];
    if (a === b) return 0;
    return a < b ? -1 : 1;
  };
}

/** JSON as the record is kept in: one space for each level, and a line break at the end. */
function text(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}

/**
 * A negotiation in canonical form: keys in the order of the schema, events in the order of time, an empty list of gaps left out;
 * every other list stands as given, because its order is the editors'.
 */
export function canonicalNegotiation(file: NegotiationFile): NegotiationFile {
  const { gaps, ...rest } = negotiationFileSchema.parse(file);
  return { ...rest, events: rest.events.toSorted(compareEvents), ...(gaps !== undefined && gaps.length > 0 && { gaps }) };
}

/** The text of a negotiation's file in canonical form. */
export function canonicalNegotiationText(file: NegotiationFile): string {
  return text(canonicalNegotiation(file));
}

/** The registries in canonical form: each by its key, but issues as given, because their order is that of the rows of a comparison. */
export function canonicalRegistries(registries: Registries): Registries {
  return {
    associations: registrySchemas.associations.parse(registries.associations).toSorted(by((association) => association.slug)),
    issues: registrySchemas.issues.parse(registries.issues),
    measures: registrySchemas.measures.parse(registries.measures).toSorted(by((definition) => definition.measure)),
    people: registrySchemas.people.parse(registries.people).toSorted(by((person) => person.slug)),
    sources: registrySchemas.sources.parse(registries.sources).toSorted(by((source) => source.id)),
    studios: registrySchemas.studios.parse(registries.studios).toSorted(by((studio) => studio.slug)),
    unions: registrySchemas.unions.parse(registries.unions).toSorted(by((union) => union.slug)),
  };
}

/** The whole record as files, byte for byte the same for the same facts. */
export function canonicalFiles({ negotiations, ...registries }: RecordFiles): CanonicalFiles {
  const files = new Map<string, string>();
  for (const [name, list] of Object.entries(canonicalRegistries(registries))) files.set(`${name}.json`, text(list));
  for (const file of negotiations.toSorted(by((negotiation) => negotiation.slug)))
    files.set(`negotiations/${file.slug}.json`, canonicalNegotiationText(file));
  return files;
}

/** One fact as text that is equal for equal facts: what an import compares to see whether a fact has changed. */
export function canonicalText(fact: unknown): string {
  return JSON.stringify(sortedKeys(fact));
}

function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(by(([key]) => key))
      .map(([key, inner]) => [key, sortedKeys(inner)]),
  );
}
