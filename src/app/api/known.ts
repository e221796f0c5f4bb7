import type { Temporal } from 'temporal-polyfill';
import { type NegotiationFrame, readNegotiationFrame } from '#data/negotiation/read.ts';
import { type RegisteredKind, readUnknown } from '#data/registry/read.ts';
import type { ReadTx } from '#data/transaction.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import { type InvalidParameter, invalidParameters, notFound, ProblemError } from '#http/problem.ts';

/** Filters by the name of their parameter, each with the kind of thing that its values name. */
type Named = Readonly<Record<string, readonly [RegisteredKind, string | readonly string[] | undefined]>>;

/** Refuses filters that name what the record does not have, so that a typo never looks like an answer. */
export async function mustBeKnown(tx: ReadTx, named: Named): Promise<void> {
  const invalid: InvalidParameter[] = [];
  for (const [name, [kind, value]] of Object.entries(named)) {
    const slugs = value === undefined ? [] : typeof value === 'string' ? [value] : value;
    const missing = slugs.length === 0 ? [] : await readUnknown(tx, kind, slugs);
    invalid.push(...missing.map((slug) => ({ name, reason: `the record has no ${kind} “${slug}”` })));
  }
  if (invalid.length > 0) throw invalidParameters(invalid);
}

/** A negotiation of the address with the date to read it at. Throws NOT_FOUND, and NOT_ON_RECORD for a date before its first fact. */
export async function negotiationAt(
  tx: ReadTx,
  slug: string,
  asOf: CalendarDate | undefined,
  now: Temporal.Instant,
): Promise<{ frame: NegotiationFrame; asOf: CalendarDate }> {
  const frame = await readNegotiationFrame(tx, slug);
  if (frame === null) throw notFound('negotiation', slug);
  const date = resolveAsOf(asOf, now, frame.negotiation.timeZone);
  if (frame.knownFrom === null || date < frame.knownFrom)
    throw new ProblemError('NOT_ON_RECORD', `Nothing about “${slug}” had happened or been announced by ${date}.`);
  return { frame, asOf: date };
}
