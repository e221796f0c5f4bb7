import type { Ladder, LadderStep } from '../ladder/ladder.ts';
import { type RaiseOverYears, raiseOverYears } from '../ladder/ladder.ts';
import type { Source } from '../source/source.ts';
import { oneLine } from '../text/one-line.ts';
import { formatDate } from '../time/format.ts';
import type { CalendarDate } from '../time/partial-date.ts';
import type { Quotation } from './quotation.ts';
import { raiseInWords } from './raise.ts';
import { measureInWords, publishersOf } from './words.ts';

/** Which ladders of a measure are meant: one contract year and scope, or all. */
export interface MeasureToQuote {
  readonly negotiation: { readonly slug: string; readonly shortTitle: string };
  /** At least one, all of the same measure. */
  readonly ladders: readonly Ladder[];
  readonly sources: readonly Source[];
  readonly asOf: CalendarDate;
}

const sides = { union: 'the union', employer: 'the employers' } as const;

function whose(side: keyof typeof sides): string {
  return side === 'union' ? `${sides.union}’s` : `${sides.employer}’`;
}

function standing(side: keyof typeof sides, step: LadderStep, unit: Ladder['unit']): string {
  const value = measureInWords(step.value, unit);
  if (step.act === 'CLAIMED')
    return `${whose(side)} latest position was ${step.claimedBy === null ? 'reported' : `put by ${step.claimedBy}`} at ${value} (${formatDate(step.date)})`;
  const claimed = step.claimedBy === null ? '' : `, as claimed by ${step.claimedBy}`;
  return `${whose(side)} latest was ${value} (${formatDate(step.date)}${claimed})`;
}

function gapInWords(gap: number, unit: Ladder['unit']): string {
  if (gap === 0) return 'no gap';
  const size = Math.abs(gap);
  const amount = unit === 'PERCENT' ? `${size} percentage ${size === 1 ? 'point' : 'points'}` : measureInWords(size, unit);
  return `a gap of ${amount}${gap < 0 ? ', the employers’ number being the higher' : ''}`;
}

function subject({ title, contractYear, scope }: Ladder): string {
  return [title, contractYear === null ? null : `contract year ${contractYear}`, scope].filter((part) => part !== null).join(', ');
}

/** Where one measure stands: what was agreed, else each side’s latest number and the gap between them. */
function oneInWords({ unit, latest, agreed, gap }: Ladder): string[] {
  if (agreed !== null) {
    const value = measureInWords(agreed.value, unit);
    if (agreed.claimedBy === null) return [`${value} was agreed${agreed.tentative ? ', tentatively' : ''}`];
    return [`the ${agreed.tentative ? 'tentative ' : ''}agreement was put by ${agreed.claimedBy} at ${value}`];
  }
  const numbers = [
    ...(latest.union === null ? [] : [standing('union', latest.union, unit)]),
    ...(latest.employer === null ? [] : [standing('employer', latest.employer, unit)]),
  ];
  return [...numbers, ...(gap === null ? [] : [gapInWords(gap, unit)])];
}

function raiseBy(ladders: readonly Ladder[], pick: (ladder: Ladder) => number | null): RaiseOverYears | null {
  const values = ladders.map(pick);
  const known = values.filter((value) => value !== null);
  return known.length > 1 && known.length === values.length ? raiseOverYears(known) : null;
}

/** The latest numbers of one side: as a raise where they are known for every year, else year by year. */
function sideOverYears(side: keyof typeof sides, years: readonly Ladder[]): string[] {
  const raise = raiseBy(years, (ladder) => ladder.latest[side]?.value ?? null);
  if (raise !== null && years.every(({ latest }) => latest[side]?.act !== 'CLAIMED' && latest[side]?.claimedBy === null)) {
    const date = formatDate(
      years
        .map(({ latest }) => latest[side]?.date ?? '')
        .toSorted()
        .at(-1) ?? '',
    );
    return [`${whose(side)} latest was ${raiseInWords(raise)} (${date})`];
  }
  return years.flatMap(({ latest, unit, contractYear }) => {
    const step = latest[side];
    return step === null ? [] : [`${standing(side, step, unit)} in contract year ${contractYear}`];
  });
}

/** A measure over all its contract years, where they are percentages for one group without a gap from the first. */
function yearsInWords(ladders: readonly Ladder[]): string[] | null {
  const years = ladders.toSorted((one, other) => (one.contractYear ?? 0) - (other.contractYear ?? 0));
  const isRaise = years.every(
    ({ unit, contractYear, scope }, index) => unit === 'PERCENT' && contractYear === index + 1 && scope === years[0]?.scope,
  );
  if (!isRaise) return null;
  const agreed = raiseBy(years, ({ agreed }) => (agreed?.claimedBy === null ? agreed.value : null));
  if (agreed !== null) {
    const isTentative = years.some((ladder) => ladder.agreed?.tentative === true);
    return [`${raiseInWords(agreed)} was agreed${isTentative ? ', tentatively' : ''}`];
  }
  return [...sideOverYears('union', years), ...sideOverYears('employer', years)];
}

/**
 * A measure in one sentence ready for print: what was agreed, else each side’s latest number, its date and the gap. A raise over
 * several contract years names the simple sum and the compounded one.
 */
export function quoteMeasure({ negotiation, ladders, sources, asOf }: MeasureToQuote): Quotation {
  const [first] = ladders;
  const isOne = ladders.length === 1;
  const title = first === undefined ? 'Measure' : isOne ? subject(first) : first.title;
  const whole = isOne ? null : yearsInWords(ladders);
  const clauses =
    whole ??
    ladders.flatMap((ladder) => {
      const told = oneInWords(ladder);
      return told.length === 0
        ? []
        : [isOne ? told.join('; ') : `${subject(ladder).slice(title.length + 2) || 'in general'}: ${told.join(', ')}`];
    });
  const cited = sources.length === 0 ? '' : `, citing ${publishersOf(sources)}`;
  const on = [asOf, first?.measure, ...(isOne ? [first?.contractYear ?? '', slugOf(first?.scope ?? '')] : [])].filter(
    (part) => part !== '',
  );
  return {
    key: `${negotiation.slug}-${on.join('-')}`,
    title: oneLine(`${negotiation.shortTitle}: ${title}`),
    sentence: oneLine(`${negotiation.shortTitle}, ${title}: ${clauses.join('; ')}, as of ${formatDate(asOf)} (Parley${cited}).`),
    negotiation: oneLine(negotiation.shortTitle),
    date: null,
    asOf,
    sources,
  };
}

function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
