import type { Change } from './change.ts';

/**
 * A change as the text that its hash is made of, the same wherever it is written: docs/log.md describes it. It is what PostgreSQL makes of
 * the change as `jsonb`: keys by their length and then byte by byte, a blank behind colons and commas, numbers in plain decimals.
 */
export function changeText(change: Change): string {
  const { seq, kind, entity, key, negotiation, before, after, reason, actor, recordedAt } = change;
  return canonicalJson({ seq, kind, entity, key, negotiation, before, after, reason, actor, recordedAt });
}

const utf8 = new TextEncoder();
/** The bytes of each key that was met: a record has few keys, and a log has them a million times. */
const encoded = new Map<string, Uint8Array>();

function bytesOf(key: string): Uint8Array {
  const known = encoded.get(key);
  if (known !== undefined) return known;
  const bytes = utf8.encode(key);
  if (encoded.size < 10_000) encoded.set(key, bytes);
  return bytes;
}

/** Orders keys by their length in UTF-8 and then byte by byte. */
function byLengthThenBytes(one: string, other: string): number {
  const [a, b] = [bytesOf(one), bytesOf(other)];
  if (a.length !== b.length) return a.length - b.length;
  for (let index = 0; index < a.length; index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** JSON with one spelling for each value. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(', ')}]`;
  if (typeof value === 'number') return plainNumber(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  const sorted = entries.toSorted(([one], [other]) => byLengthThenBytes(one, other));
  return `{${sorted.map(([key, inner]) => `${JSON.stringify(key)}: ${canonicalJson(inner)}`).join(', ')}}`;
}

/** A number without an exponent, in the fewest digits that tell it apart from its neighbours. */
function plainNumber(value: number): string {
  const text = JSON.stringify(value);
  const [, digits = '', fraction = '', exponent] = /^(-?\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? [];
  if (exponent === undefined) return text;
  const shift = Number(exponent);
  const sign = digits.startsWith('-') ? '-' : '';
  const all = `${digits.replace('-', '')}${fraction}`;
  return shift < 0 ? `${sign}0.${'0'.repeat(-shift - 1)}${all}` : `${sign}${all.padEnd(shift + 1, '0')}`;
}
