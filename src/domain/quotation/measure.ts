import type { Ladder, LadderStep } from '../ladder/ladder.ts';
import { isRaise, type RaiseOverYears, raiseOf } from '../ladder/raise.ts';
import type { Source } from '../source/source.ts';
import { oneLine } from '../text/one-line.ts';
import { formatDate } from '../time/format.ts';
import type { CalendarDate } from '../time/partial-date.ts';
import { type Disagreement, disagreementInWords } from './disagreement.ts';
import type { Quotation } from './quotation.ts';
import { raiseInWords } from './raise.ts';
import { measureInWords, publishersOf } from './words.ts';

/**
 * The ladders of a measure that a contract year and a scope mean. Without a scope those that hold for all are meant, where they have
 * every year that there is something on; once there is an agreement on the measure, that is what it has.
 */
export function laddersMeant(
  ladders: readonly Ladder[],
  { contractYear, scope }: { readonly contractYear?: number | undefined; readonly scope?: string | undefined },
): Ladder[] {
  const years = ladders.filter((ladder) => contractYear === undefined || ladder.contractYear === contractYear);
  if (scope !== undefined) return years.filter((ladder) => ladder.scope === scope);
  const agreed = years.filter((ladder) => ladder.agreed !== null);
  const latest = agreed.length > 0 ? agreed : years;
  const general = latest.filter((ladder) => ladder.scope === null);
  const covered = new Set(general.map((ladder) => ladder.contractYear));
  return latest.every((ladder) => covered.has(ladder.contractYear)) ? general : latest;
}

/** Which ladders of a measure are told. */
export interface MeasureToQuote {
  readonly negotiation: { readonly slug: string; readonly shortTitle: string };
  /** At least one, all of the same measure. */
  readonly ladders: readonly Ladder[];
  readonly sources: readonly Source[];
  readonly disagreement: Disagreement;
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

/** What a number is about besides its measure. */
interface About {
  readonly contractYear: number | null;
  readonly scope: string | null;
}

/** What all of the ladders are about. */
function sharedBy(ladders: readonly Ladder[]): About {
  const [first] = ladders;
  const isOneYear = ladders.every(({ contractYear }) => contractYear === first?.contractYear);
  const isOneScope = ladders.every(({ scope }) => scope === first?.scope);
  return { contractYear: isOneYear ? (first?.contractYear ?? null) : null, scope: isOneScope ? (first?.scope ?? null) : null };
}

function aboutInWords({ contractYear, scope }: About): string[] {
  return [contractYear === null ? null : `contract year ${contractYear}`, scope].filter((part) => part !== null);
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
  const raise = raiseOf(
    ladders.flatMap((ladder) => {
      const value = pick(ladder);
      return value === null ? [] : [{ contractYear: ladder.contractYear, value }];
    }),
  );
  return raise?.years.length === ladders.length ? raise : null;
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

/** A raise over all its contract years, where they are percentages for one group without a gap from the first. */
function yearsInWords(ladders: readonly Ladder[]): string[] | null {
  const years = ladders.toSorted((one, other) => (one.contractYear ?? 0) - (other.contractYear ?? 0));
  const isWhole = years.every(
    ({ measure, unit, contractYear, scope }, index) =>
      isRaise(measure) && unit === 'PERCENT' && contractYear === index + 1 && scope === years[0]?.scope,
  );
  if (!isWhole) return null;
  const agreed = raiseBy(years, ({ agreed }) => (agreed?.claimedBy === null ? agreed.value : null));
  if (agreed !== null) {
    const isTentative = years.some((ladder) => ladder.agreed?.tentative === true);
    return [`${raiseInWords(agreed)} was agreed${isTentative ? ', tentatively' : ''}`];
  }
  if (years.some((ladder) => ladder.agreed !== null)) return null;
  return [...sideOverYears('union', years), ...sideOverYears('employer', years)];
}

/**
 * A measure in one sentence ready for print: what was agreed, else each side’s latest number, its date and the gap. A raise over
 * several contract years names the simple sum and the compounded one.
 */
export function quoteMeasure({ negotiation, ladders, sources, disagreement, asOf }: MeasureToQuote): Quotation {
  const [first] = ladders;
  const isOne = ladders.length === 1;
  const shared = sharedBy(ladders);
  const title = [first?.title ?? 'Measure', ...aboutInWords(shared)].join(', ');
  const whole = isOne ? null : yearsInWords(ladders);
  const clauses =
    whole ??
    ladders.flatMap((ladder) => {
      const told = oneInWords(ladder);
      if (told.length === 0) return [];
      const own = aboutInWords({
        contractYear: shared.contractYear === null ? ladder.contractYear : null,
        scope: shared.scope === null ? ladder.scope : null,
      });
      return [isOne ? told.join('; ') : `${own.join(', ') || 'in general'}: ${told.join(', ')}`];
    });
  const cited = sources.length === 0 ? '' : `, citing ${publishersOf(sources)}`;
  const on = [
    asOf,
    first?.measure ?? '',
    shared.contractYear === null ? '' : `year-${shared.contractYear}`,
    slugOf(shared.scope ?? ''),
  ].filter((part) => part !== '');
  return {
    key: `${negotiation.slug}-${on.join('-')}`,
    title: oneLine(`${negotiation.shortTitle}: ${title}`),
    sentence: oneLine(
      `${negotiation.shortTitle}, ${title}: ${clauses.join('; ')}, as of ${formatDate(asOf)}${disagreementInWords(disagreement)} (Parley${cited}).`,
    ),
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
