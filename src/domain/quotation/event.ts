import type { Event } from '../event/event.ts';
import { isRaise, raiseOf } from '../ladder/raise.ts';
import type { Measure } from '../position/measure.ts';
import { oneLine } from '../text/one-line.ts';
import { formatDate, formatDateRange } from '../time/format.ts';
import { formatTime } from '../time/format-time.ts';
import type { CalendarDate } from '../time/partial-date.ts';
import { tallyOf } from '../vote/tally.ts';
import type { Vote } from '../vote/vote.ts';
import { type Disagreement, disagreementInWords, sourcesBy } from './disagreement.ts';
import type { Quotation } from './quotation.ts';
import { raiseInWords } from './raise.ts';
import { countInWords, listed, publishersOf } from './words.ts';

/** What a sentence about an event is made from: the event as it was known on a date, and the names of what it refers to. */
export interface EventToQuote extends Disagreement {
  readonly event: Event;
  readonly visibility: 'EFFECTIVE' | 'ANNOUNCED';
  readonly negotiation: { readonly shortTitle: string; readonly timeZone: string };
  /** The names of people and organizations by their slugs. */
  readonly names: ReadonlyMap<string, string>;
  readonly asOf: CalendarDate;
}

function when(event: Event, timeZone: string): string {
  const date = event.endDate === undefined ? formatDate(event.date) : formatDateRange(event.date, event.endDate);
  return event.time === undefined ? date : `${date}, ${formatTime(event.time, event.date, timeZone)}`;
}

function opening({ event, visibility, negotiation }: EventToQuote): string {
  const on = when(event, negotiation.timeZone);
  if (visibility === 'EFFECTIVE') return on;
  const announced = event.announcedOn === undefined ? 'Announced' : `Announced on ${formatDate(event.announcedOn)}`;
  // The headline of a session that is only set names its day itself.
  return event.kind === 'SESSION' ? announced : `${announced} for ${on}`;
}

function votesInWords(vote: Vote): string[] {
  if (vote.result === 'PENDING') return [vote.closesOn === undefined ? 'no result yet' : `voting closes on ${formatDate(vote.closesOn)}`];
  const { yesPct, yesPctIs, turnoutPct, turnoutPctIs } = tallyOf(vote);
  const { yes, no, valid, cast, eligible } = vote;
  const whole = valid === undefined ? '' : ` of ${countInWords(valid)} valid votes`;
  const against = no === undefined ? '' : ` to ${countInWords(no)} no`;
  const counted = yes === undefined ? '' : ` (${countInWords(yes)} yes${against}${whole})`;
  const share = yesPct === null ? [] : [`${yesPct}% yes${yesPctIs === 'COUNTED' ? counted : ' as stated, without the counts'}`];
  const of = cast === undefined || eligible === undefined ? '' : ` (${countInWords(cast)} of ${countInWords(eligible)} eligible)`;
  const turnout = turnoutPct === null ? [] : [`turnout ${turnoutPct}%${turnoutPctIs === 'COUNTED' ? of : ' as stated'}`];
  return [...share, ...turnout];
}

/** The raises of one kind for one group over consecutive contract years from the first, where a move has at least two. */
function raisesIn(moves: readonly Measure[]): string[] {
  const groups = Map.groupBy(
    moves.filter(({ measure, unit }) => isRaise(measure) && unit === 'PERCENT'),
    ({ measure, scope }) => JSON.stringify([measure, scope]),
  );
  return [...groups.values()].flatMap((group) => {
    const raise = raiseOf(group.map(({ contractYear = null, value }) => ({ contractYear, value })));
    if (raise?.years.length !== group.length) return [];
    const scope = group[0]?.scope === undefined ? '' : ` for ${group[0].scope}`;
    return [`${raiseInWords(raise)}${scope}`];
  });
}

function claimants(moves: readonly Measure[]): string[] {
  const names = [...new Set(moves.flatMap(({ claimedBy }) => claimedBy ?? []))];
  return names.length === 0 ? [] : [`numbers as claimed by ${listed(names)}`];
}

/** What happened, without who says so. */
function told({ event, names }: EventToQuote): string {
  switch (event.kind) {
    case 'STATEMENT': {
      const { speaker, organization, venue, quote } = event.statement;
      const house = names.get(organization) ?? organization;
      const who = speaker === null ? house : `${names.get(speaker) ?? speaker} (${house})`;
      return `${who} said, “${quote}”${venue === undefined ? '' : ` (${venue})`}`;
    }
    case 'VOTE':
      return [event.headline, ...votesInWords(event.vote)].join('; ');
    case 'PROPOSAL': {
      const moves = event.position.moves ?? [];
      return [event.headline, ...raisesIn(moves), ...claimants(moves)].join('; ');
    }
    default:
      return event.headline;
  }
}

/** Who says so, and how sure the record is of it. */
function attribution({ event, sources, disputes }: EventToQuote): string {
  const publishers = publishersOf(sourcesBy(event.citations, sources));
  if (publishers === '') return '';
  switch (event.confidence) {
    case 'CONFIRMED':
      return `, confirmed by ${publishers}`;
    case 'REPORTED':
      return `, according to ${publishers}`;
    case 'DISPUTED':
      return `, a disputed account, according to ${publishers}${disputes.length === 0 ? '; no other account is on the record' : ''}`;
  }
}

/**
 * An event in one sentence ready for print: when, what, who says so, and how sure that is. A reported fact is told “according to”
 * its outlet; a disputed one is called so and both sides are named, as is an open dispute about a confirmed one.
 */
export function quoteEvent(quoted: EventToQuote): Quotation {
  const { event, negotiation, sources, asOf } = quoted;
  return {
    key: `${event.id}-${asOf}`,
    title: oneLine(event.headline),
    sentence: oneLine(
      `${opening(quoted)}: ${told(quoted)}${attribution(quoted)}${disagreementInWords(quoted, event.confidence === 'DISPUTED')} (Parley, ${negotiation.shortTitle}, as of ${formatDate(asOf)}).`,
    ),
    negotiation: oneLine(negotiation.shortTitle),
    date: event.date,
    asOf,
    sources: sourcesBy(event.citations, sources),
  };
}
