import type { Unit } from '../position/measure.ts';
import type { Source, SourceKind } from '../source/source.ts';

/** How many names a sentence has before the rest are only counted. */
const namedAtMost = 3;

const number = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });

/** A whole number with its thousands set apart. */
export function countInWords(value: number): string {
  return number.format(value);
}

/** A value with its unit as a sentence says it: `7%`, `$40 million a year`, `57 cents per subscriber`. */
export function measureInWords(value: number, unit: Unit): string {
  const text = number.format(value);
  switch (unit) {
    case 'PERCENT':
      return `${text}%`;
    case 'USD':
      return `$${text}`;
    case 'USD_MILLION':
      return `$${text} million`;
    case 'USD_MILLION_PER_YEAR':
      return `$${text} million a year`;
    case 'CENTS_PER_SUBSCRIBER':
      return `${text} cents per subscriber`;
    case 'DAYS':
      return `${text} ${value === 1 ? 'day' : 'days'}`;
    case 'WEEKS':
      return `${text} ${value === 1 ? 'week' : 'weeks'}`;
    case 'PEOPLE':
      return `${text} ${value === 1 ? 'person' : 'people'}`;
    case 'RATIO':
    case 'COUNT':
      return text;
  }
}

/** `A`, `A and B`, `A, B and C`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

const closeness: Readonly<Record<SourceKind, number>> = { PRIMARY: 0, PRESS: 1, SYNDICATED: 2, MIRROR: 3, USER: 4 };

/** Sources with those that stand closest to the fact first, otherwise as they were given. */
export function closestFirst(sources: readonly Source[]): Source[] {
  return sources.toSorted((one, other) => closeness[one.kind] - closeness[other.kind]);
}

/** Who publishes the sources: the closest to the fact by name, each once, and how many more there are. */
export function publishersOf(sources: readonly Source[]): string {
  const names = [...new Set(closestFirst(sources).map(({ publisher }) => publisher))];
  const more = names.length - namedAtMost;
  return more > 0 ? `${names.slice(0, namedAtMost).join(', ')} and ${more} more` : listed(names);
}
