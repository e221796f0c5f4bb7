import { createHash } from 'node:crypto';
import { z } from 'zod';
import { calendarDateSchema } from '#domain/time/partial-date.ts';
import { ProblemError } from './problem.ts';

/**
 * A cursor is opaque to clients: where the page ended (the sort key of its last row), the date that the first page was
 * read at, and a digest that ties both to the address and its filters. It holds no secret and grants nothing; the
 * digest is there so that a cursor which was altered, or is used with other filters, is refused and never half works.
 */
export interface Cursor<Key> {
  readonly after: Key;
  readonly asOf: string;
}

const longest = 1000;
const envelopeSchema = z.tuple([z.unknown(), calendarDateSchema, z.string()]);

function digest(key: unknown, asOf: string, scope: string): string {
  return createHash('sha256')
    .update(JSON.stringify(['parley cursor 1', key, asOf, scope]))
    .digest('base64url')
    .slice(0, 16);
}

/** The cursor for the page after `after`. `scope` is the address and its filters in canonical form, see {@link scopeOf}. */
export function encodeCursor<Key>({ after, asOf }: Cursor<Key>, scope: string): string {
  return Buffer.from(JSON.stringify([after, asOf, digest(after, asOf, scope)])).toString('base64url');
}

/** What a cursor says. Throws INVALID_CURSOR where it was altered, belongs to other filters, or is none. */
export function decodeCursor<Key>(text: string, keySchema: z.ZodType<Key>, scope: string): Cursor<Key> {
  const refused = new ProblemError('INVALID_CURSOR', 'The cursor was altered, or belongs to another address or other filters.', {
    invalidParams: [{ name: 'cursor', reason: 'must be used as it was given, with the same address and filters' }],
  });
  if (text.length > longest || !/^[A-Za-z0-9_-]+$/.test(text)) throw refused;
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    throw refused;
  }
  const envelope = envelopeSchema.safeParse(content);
  if (!envelope.success) throw refused;
  const [rawKey, asOf, given] = envelope.data;
  const key = keySchema.safeParse(rawKey);
  // A name with the character U+0000, which PostgreSQL takes for no text, is of no row.
  if (JSON.stringify(rawKey).includes('\\u0000')) throw refused;
  if (!key.success || given !== digest(rawKey, asOf, scope)) throw refused;
  return { after: key.data, asOf };
}

/** The address and its filters in one canonical form, whatever their order in the query. */
export function scopeOf(path: string, filters: Readonly<Record<string, string>>): string {
  return JSON.stringify([path, Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))]);
}
