import { type Event, eventSchema } from '../event/event.ts';
import { compareEvents, type Dated } from '../event/order.ts';
import { knownFrom, visibilityOn } from '../event/visibility.ts';
import { termSchema } from '../negotiation/agreement.ts';
import type { Measure } from '../position/measure.ts';
import { type CalendarDate, effectiveDay } from '../time/partial-date.ts';
import type { Change } from './change.ts';
import { correctedFields } from './difference.ts';

/** What somebody was shown of the record. `agreed` are the negotiations that had come to a deal by then, of which the terms can be told. */
export type Shown =
  /** With the events that it was told from. */
  | { readonly kind: 'STATUS'; readonly agreed: ReadonlySet<string>; readonly events: ReadonlySet<string> }
  /** The latest major events: as far back as to one of them, or all. */
  | { readonly kind: 'TIMELINE'; readonly agreed: ReadonlySet<string>; readonly since: Dated | null }
  /** One measure: of one contract year, or of all. */
  | { readonly kind: 'LADDER'; readonly agreed: ReadonlySet<string>; readonly measure: string; readonly contractYear: number | null }
  /** Some issues, with the issue of every demand, by negotiation/id. */
  | {
      readonly kind: 'COMPARISON';
      readonly agreed: ReadonlySet<string>;
      readonly issues: ReadonlySet<string>;
      readonly issueOf: ReadonlyMap<string, string>;
    }
  | { readonly kind: 'EVENT'; readonly event: string };

/**
 * The corrections and retractions that bear on what was shown of a date, in their order: those of the facts that were drawn, in either
 * of their versions; those by which the status is another; and those of the negotiation's names, its time zone and its agreement.
 */
export function correctionsOf(changes: readonly Change[], shown: Shown, asOf: CalendarDate): Change[] {
  return changes.filter((change) => change.kind !== 'PUBLISHED' && bearsOn(change, shown, asOf));
}

function bearsOn(change: Change, shown: Shown, asOf: CalendarDate): boolean {
  const { entity, key, negotiation, before, after } = change;
  if (shown.kind === 'EVENT')
    return entity === 'EVENT'
      ? key === shown.event
      : entity === 'DISPUTE' && [before, after].some((dispute) => dispute?.subject === shown.event);
  switch (entity) {
    case 'EVENT': {
      const versions = [before, after].flatMap((fact) => eventSchema.safeParse(fact).data ?? []);
      const known = versions.filter((event) => knownFrom(event) <= asOf);
      return (known.length > 0 && movesStatus(change, known)) || known.some((event) => carries(event, change, shown, asOf));
    }
    case 'TERM':
      return isAmong(shown.agreed, negotiation) && [before, after].some((term) => term !== null && tells(term, shown));
    case 'DEMAND':
      return shown.kind === 'COMPARISON' && [before, after].some((demand) => isAmong(shown.issues, demand?.issue));
    case 'NEGOTIATION':
      return correctedFields(change).some(({ path }) => isOfFrame(path, shown, isAmong(shown.agreed, negotiation)));
    default:
      return false;
  }
}

/** Whether a status may be another by a change to an event that had been known: what it moves, or when, is another, or it is gone. */
function movesStatus(change: Change, known: readonly Event[]): boolean {
  if (known.every(({ statusChanges }) => statusChanges === undefined)) return false;
  return change.kind === 'RETRACTED' || correctedFields(change).some(({ path }) => /^\/(statusChanges|date|time)\b/.test(path));
}

function carries(event: Event, { negotiation, key }: Change, shown: Exclude<Shown, { kind: 'EVENT' }>, asOf: CalendarDate): boolean {
  switch (shown.kind) {
    case 'STATUS':
      return shown.events.has(key) || effectiveDay(event.date) > asOf;
    case 'TIMELINE': {
      const isDrawn = event.significance === 'MAJOR' && visibilityOn(event, asOf) !== 'HIDDEN';
      return isDrawn && (shown.since === null || compareEvents(event, shown.since) >= 0);
    }
    case 'LADDER':
      return event.kind === 'PROPOSAL' && (event.position.moves ?? []).some((move) => isOnLadder(move, shown));
    case 'COMPARISON':
      return event.kind === 'PROPOSAL' && isAmong(shown.issues, shown.issueOf.get(`${negotiation}/${event.position.demand}`));
  }
}

function isAmong(names: ReadonlySet<string>, name: unknown): boolean {
  return typeof name === 'string' && names.has(name);
}

function isOnLadder(
  { measure, contractYear }: Pick<Measure, 'measure' | 'contractYear'>,
  shown: Extract<Shown, { kind: 'LADDER' }>,
): boolean {
  return measure === shown.measure && (shown.contractYear === null || contractYear === shown.contractYear);
}

/** Whether a term of the log was drawn. */
function tells(fact: NonNullable<Change['after']>, shown: Exclude<Shown, { kind: 'EVENT' }>): boolean {
  const { data: term } = termSchema.safeParse(fact);
  if (term === undefined) return false;
  if (shown.kind === 'COMPARISON') return shown.issues.has(term.issue);
  return shown.kind === 'LADDER' && (term.measures ?? []).some((measure) => isOnLadder(measure, shown));
}

/** Whether a field of a negotiation is printed in a frame or says how its days are told: of its agreement only once there was one. */
function isOfFrame(path: string, { kind }: Shown, isAgreed: boolean): boolean {
  if (/^\/(title|shortTitle|timeZone|successor)$/.test(path)) return true;
  return isAgreed && ((kind === 'STATUS' && path.startsWith('/agreement')) || (kind === 'LADDER' && path === '/agreement/ratifiedOn'));
}
