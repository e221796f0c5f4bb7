import type { ComparisonCell, LatestPosition } from '../comparison/comparison.ts';
import { acts } from '../position/position.ts';
import type { Source } from '../source/source.ts';
import { oneLine } from '../text/one-line.ts';
import { formatDate } from '../time/format.ts';
import type { CalendarDate } from '../time/partial-date.ts';
import { type Disagreement, disagreementInWords } from './disagreement.ts';
import type { Quotation } from './quotation.ts';
import { raiseInWords } from './raise.ts';
import { publishersOf } from './words.ts';

/** How many agreed terms a sentence tells before the rest are only counted. */
const termsInFull = 2;

/** What a sentence about one cell of a comparison is made from. */
export interface CellToQuote {
  readonly negotiation: { readonly slug: string; readonly shortTitle: string };
  readonly issue: { readonly slug: string; readonly title: string };
  readonly cell: ComparisonCell;
  readonly sources: readonly Source[];
  readonly disagreement: Disagreement;
  readonly asOf: CalendarDate;
}

function positionInWords(side: string, position: LatestPosition | null): string[] {
  if (position === null) return [];
  return [`${side} (${acts[position.act].label.toLowerCase()}, ${formatDate(position.date)}): ${position.headline}`];
}

function agreedInWords({ agreed, raises }: ComparisonCell): string[] {
  if (agreed.length === 0) return ['nothing agreed'];
  const tentative = agreed.some((term) => term.tentative) ? 'tentatively agreed' : 'agreed';
  const more = agreed.length - termsInFull;
  const terms = agreed.slice(0, termsInFull).map(({ summary }) => summary.replace(/\.$/, ''));
  const raise = raises.agreed === null ? [] : [`raises of ${raiseInWords(raises.agreed)}`];
  return [`${tentative}: ${[...raise, ...terms, ...(more > 0 ? [`and ${more} more ${more === 1 ? 'term' : 'terms'}`] : [])].join('; ')}`];
}

/** One cell of a comparison in one sentence ready for print: what was agreed, else each side’s latest position with its date. */
export function quoteCell({ negotiation, issue, cell, sources, disagreement, asOf }: CellToQuote): Quotation {
  const clauses =
    cell.agreed.length > 0
      ? agreedInWords(cell)
      : [...positionInWords('union', cell.union), ...positionInWords('employers', cell.employer), ...agreedInWords(cell)];
  const cited = sources.length === 0 ? '' : `, citing ${publishersOf(sources)}`;
  return {
    key: `${negotiation.slug}-${issue.slug}-${asOf}`,
    title: oneLine(`${negotiation.shortTitle}: ${issue.title}`),
    sentence: oneLine(
      `${negotiation.shortTitle}, ${issue.title}: ${clauses.join('; ')}, as of ${formatDate(asOf)}${disagreementInWords(disagreement)} (Parley${cited}).`,
    ),
    negotiation: oneLine(negotiation.shortTitle),
    date: null,
    asOf,
    sources,
  };
}
