import { type NegotiationFrame, readNegotiationFrame } from '#data/negotiation/read.ts';
import { type KnownRound, readKnownEvent, readKnownFrame, readKnownRounds } from '#data/record/known.ts';
import { type RegisteredKind, readUnknown } from '#data/registry/read.ts';
import { readEvent } from '#data/timeline/read.ts';
import type { ReadTx } from '#data/transaction.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import type { TimelineEntry } from '#domain/timeline/timeline.ts';
import type { Known } from '#http/known-at.ts';
import { type InvalidParameter, invalidParameters, notFound, ProblemError } from '#http/problem.ts';
import { missingEvent } from './missing.ts';

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

/** How many negotiations an answer is rebuilt from at most: what bounds the work on a log of any length. */
const mostRebuilt = 50;

/** The negotiations that an answer is to be rebuilt from. Throws INVALID_PARAMETERS naming `parameter` where they are too many. */
export async function roundsToRebuild(
  tx: ReadTx,
  { version }: Known,
  parameter: string,
  isAsked: (round: KnownRound, all: readonly KnownRound[]) => boolean,
): Promise<readonly KnownRound[]> {
  const all = await readKnownRounds(tx, version);
  const rounds = all.filter((round) => isAsked(round, all));
  if (rounds.length <= mostRebuilt) return rounds;
  throw invalidParameters([
    {
      name: parameter,
      reason: `with knownAt an answer is rebuilt from at most ${mostRebuilt} negotiations; this would take ${rounds.length}`,
    },
  ]);
}

/**
 * A negotiation of the address with the date to read it at. Throws NOT_FOUND, and NOT_ON_RECORD for a date before its first fact or
 * for a moment at which the record did not have it.
 */
export async function negotiationAt(
  tx: ReadTx,
  slug: string,
  asOf: CalendarDate | undefined,
  now: Date,
  known: Known | null = null,
): Promise<{ frame: NegotiationFrame; asOf: CalendarDate }> {
  const today = await readNegotiationFrame(tx, slug);
  const frame = known === null ? today : await readKnownFrame(tx, known.version, slug);
  if (frame === null && known !== null && today !== null)
    throw new ProblemError('NOT_ON_RECORD', `The record had nothing about “${slug}” at ${known.at}.`);
  if (frame === null) throw notFound('negotiation', slug);
  const date = resolveAsOf(asOf, now, frame.negotiation.timeZone);
  if (date < frame.knownFrom) throw new ProblemError('NOT_ON_RECORD', `Nothing about “${slug}” had happened or been announced by ${date}.`);
  return { frame, asOf: date };
}

/**
 * An event of the address as it stood on a date. Throws RETRACTED where the record took it back, NOT_FOUND, and NOT_ON_RECORD for a
 * date by which it had not happened or been announced, or for a moment at which the record did not have it.
 */
export async function eventAt(
  tx: ReadTx,
  id: string,
  asOf: CalendarDate | undefined,
  now: Date,
  origin: string,
  known: Known | null = null,
): Promise<{ entry: TimelineEntry; asOf: CalendarDate }> {
  const asOfIn = (timeZone: string) => resolveAsOf(asOf, now, timeZone);
  const found = known === null ? await readEvent(tx, id, asOfIn) : await readKnownEvent(tx, known.version, id, asOfIn);
  if (found === null) throw await missingEvent(tx, id, known, origin);
  if (found.entry === null) throw new ProblemError('NOT_ON_RECORD', `“${id}” had not happened or been announced by ${found.asOf}.`);
  return { entry: found.entry, asOf: found.asOf };
}
