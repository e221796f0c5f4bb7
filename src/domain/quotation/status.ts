import type { DayCount } from '../deal-status/day-count.ts';
import type { DealStatus } from '../deal-status/deal-status.ts';
import { stoppageNouns } from '../deal-status/rules.ts';
import type { Source } from '../source/source.ts';
import { oneLine } from '../text/one-line.ts';
import { plainText, type Sentence } from '../text/sentence.ts';
import { formatDate } from '../time/format.ts';
import { type Disagreement, disagreementInWords } from './disagreement.ts';
import type { Quotation } from './quotation.ts';
import { publishersOf } from './words.ts';

const inclusiveCount = 'by the unions’ inclusive count';

function noun({ stoppage }: DayCount): string {
  return stoppageNouns[stoppage];
}

/** The clauses of an explanation, which a semicolon sets apart. */
function clausesOf(explanation: Sentence): string[] {
  const clauses: Sentence[number][][] = [[]];
  for (const part of explanation) {
    if (part === '; ') clauses.push([]);
    else clauses.at(-1)?.push(part);
  }
  const texts = clauses.map((clause) => plainText(clause));
  return texts.map((text, index) => (index === texts.length - 1 ? text.replace(/\.$/, '') : text));
}

/** Whether the status is the stoppage itself, so that its day belongs to the first clause. */
function isStoppage({ headline, dayCount }: DealStatus): boolean {
  return dayCount?.state === 'IN_EFFECT' && (headline === 'ON_STRIKE' || headline === 'LOCKED_OUT');
}

/** The clauses with the length of the stoppage: at the one that tells of its end, else as one more. */
function withDays(clauses: readonly string[], count: DayCount): string[] {
  const days = `${count.inclusive} days ${inclusiveCount}`;
  if (count.state === 'IN_EFFECT') return [...clauses, `the ${noun(count)} is in its day ${count.inclusive} ${inclusiveCount}`];
  const end = clauses.findIndex((clause) => clause.toLowerCase().startsWith(`the ${noun(count)} ${count.state.toLowerCase()}`));
  if (end === -1) return [...clauses, `the ${noun(count)} lasted ${days}`];
  return clauses.map((clause, index) => (index === end ? `${clause} after ${days}` : clause));
}

/**
 * A status in one sentence ready for print: "On strike since 14 July 2023, day 81 by the unions’ inclusive count, as of 2 October
 * 2023". A number of days is never told without its method, nor a status without its date.
 *
 * @param sources those of the facts that the status rests on
 */
export function quoteStatus(
  negotiation: { readonly slug: string; readonly title: string; readonly shortTitle: string },
  status: DealStatus,
  sources: readonly Source[],
  disagreement: Disagreement,
): Quotation {
  const { asOf, dayCount, label } = status;
  const [first = label, ...rest] = clausesOf(status.explanation);
  const date = `as of ${formatDate(asOf)}`;
  const all = dayCount === null || status.headline === 'SUPERSEDED' ? [first, ...rest] : withDays([first, ...rest], dayCount);
  const told =
    dayCount !== null && isStoppage(status)
      ? [`${first}, day ${dayCount.inclusive} ${inclusiveCount}, ${date}`, ...rest].join('; ')
      : `${all.join('; ')}, ${date}`;
  const cited = sources.length === 0 ? '' : `, citing ${publishersOf(sources)}`;
  return {
    key: `${negotiation.slug}-status-${asOf}`,
    title: oneLine(`${negotiation.title}: ${label}`),
    sentence: oneLine(`${negotiation.shortTitle}: ${told}${disagreementInWords(disagreement)} (Parley${cited}).`),
    negotiation: oneLine(negotiation.shortTitle),
    date: null,
    asOf,
    sources,
  };
}
