import { type AgreementVisibility, agreementVisibility } from '../deal-status/axes.ts';
import type { DealStatus } from '../deal-status/deal-status.ts';
import type { Demand } from '../demand/demand.ts';
import type { Event } from '../event/event.ts';
import { compareEvents, sortKeyOf } from '../event/order.ts';
import { visibilityOn } from '../event/visibility.ts';
import type { Issue } from '../issue/issue.ts';
import { buildLadders, type Ladder } from '../ladder/ladder.ts';
import { generalRaiseOf } from '../ladder/raise.ts';
import type { Agreement, Term } from '../negotiation/agreement.ts';
import type { Negotiation } from '../negotiation/negotiation.ts';
import type { Side } from '../party/party.ts';
import type { Measure, MeasureDefinition } from '../position/measure.ts';
import type { CalendarDate } from '../time/partial-date.ts';
import type { ComparisonCell, ComparisonRow, LatestPosition, MeasureStanding, Pattern } from './comparison.ts';

/** One negotiation as a comparison takes it: all its moves, and where it stands. */
export interface ComparedNegotiation {
  readonly negotiation: Negotiation;
  readonly demands: readonly Demand[];
  readonly events: readonly Event[];
  readonly agreement: Agreement | null;
  readonly status: Pick<DealStatus, 'axes'>;
}

/** What a comparison is made from. */
export interface ComparisonFacts {
  readonly negotiations: readonly ComparedNegotiation[];
  /**
   * The other rounds of the same cycles that may have set the pattern: a settlement counts even where it is not asked for. Those
   * asked for may be among them.
   */
  readonly cycle: readonly ComparedNegotiation[];
  readonly issues: readonly Issue[];
  readonly definitions: readonly MeasureDefinition[];
  readonly asOf: CalendarDate;
}

interface Table extends ComparedNegotiation {
  readonly visibility: AgreementVisibility;
  /** The effective moves on the table, in order. */
  readonly moves: readonly (Event & { kind: 'PROPOSAL' })[];
  readonly ladders: readonly Ladder[];
  /** When the deal that stands was reached, as a sort key; null without a deal. */
  readonly settledAt: string | null;
}

function tableOf(compared: ComparedNegotiation, { definitions, asOf }: ComparisonFacts): Table {
  const visibility = agreementVisibility(compared.status.axes);
  const events = compared.events.filter((event) => visibilityOn(event, asOf) === 'EFFECTIVE').toSorted(compareEvents);
  const deal = events.findLast((event) =>
    event.statusChanges?.some((change) => change.axis === 'BARGAINING' && change.state === 'TENTATIVE_AGREEMENT'),
  );
  return {
    ...compared,
    visibility,
    moves: events.filter((event) => event.kind === 'PROPOSAL'),
    ladders: buildLadders({ ...compared, agreementVisibility: visibility, definitions, asOf }),
    settledAt: visibility === 'NONE' || deal === undefined ? null : sortKeyOf(deal),
  };
}

/**
 * Issue by negotiation on a date: each side's latest position, the agreed terms, the numbers, and how an agreed number stands to
 * the settlement that set the pattern. Rows come in the order of `issues`, cells in the order of `negotiations`.
 */
export function compare(facts: ComparisonFacts): ComparisonRow[] {
  const tables = facts.negotiations.map((compared) => tableOf(compared, facts));
  const asked = new Set(tables.map((table) => table.negotiation.slug));
  const others = facts.cycle.filter((compared) => !asked.has(compared.negotiation.slug)).map((compared) => tableOf(compared, facts));
  const settled = [...tables, ...others].filter((table) => table.settledAt !== null);
  return facts.issues.map((issue) => ({
    issue: issue.slug,
    title: issue.title,
    cells: tables.map((table) => cellOf(table, issue.slug, settled)),
  }));
}

function cellOf(table: Table, issue: string, settled: readonly Table[]): ComparisonCell {
  const demands = table.demands.filter((demand) => demand.issue === issue);
  const positions = demands.map((demand) => {
    const moves = table.moves.filter((move) => move.position.demand === demand.id);
    return {
      demand: demand.id,
      title: demand.title,
      raisedBy: demand.raisedBy,
      union: latestPosition(moves, demand, 'UNION'),
      employer: latestPosition(moves, demand, 'EMPLOYER'),
    };
  });
  const terms = termsOn(table, issue);
  const ladders = measuresOn(table, issue);
  return {
    negotiation: table.negotiation.slug,
    union: latestOf(positions.map((position) => position.union)),
    employer: latestOf(positions.map((position) => position.employer)),
    demands: positions.filter((position) => position.union !== null || position.employer !== null),
    agreed: terms.map((term) => ({ term: term.id, summary: term.summary, tentative: table.visibility === 'TENTATIVE' })),
    measures: ladders.map(standingOf),
    raises: {
      union: generalRaiseOf(ladders, 'union'),
      employer: generalRaiseOf(ladders, 'employer'),
      agreed: generalRaiseOf(ladders, 'agreed'),
    },
    pattern: patternOf(table, issue, terms, settled),
  };
}

/** A side's latest own move on a demand; what was only said of it where there is none. */
function latestPosition(moves: Table['moves'], demand: Demand, party: Side): LatestPosition | null {
  const own = moves.filter((move) => move.position.party === party);
  const move = own.findLast(({ position }) => position.act !== 'CLAIMED') ?? own.at(-1);
  if (move === undefined) return null;
  return {
    event: move.id,
    date: move.date,
    demand: demand.id,
    demandTitle: demand.title,
    party,
    act: move.position.act,
    headline: move.headline,
    summary: move.summary,
  };
}

function latestOf(positions: readonly (LatestPosition | null)[]): LatestPosition | null {
  const key = (position: LatestPosition) => `${sortKeyOf({ date: position.date })} ${position.event}`;
  return positions.reduce<LatestPosition | null>((latest, position) => {
    if (position === null) return latest;
    return latest === null || key(position) > key(latest) ? position : latest;
  }, null);
}

function termsOn(table: Table, issue: string): readonly Term[] {
  return table.visibility === 'NONE' ? [] : (table.agreement?.terms.filter((term) => term.issue === issue) ?? []);
}

/** The ladders whose numbers were moved under the issue's demands, or agreed in its terms. */
function measuresOn(table: Table, issue: string): readonly Ladder[] {
  const demands = new Set(table.demands.filter((demand) => demand.issue === issue).map((demand) => demand.id));
  const moved = new Set(table.moves.filter((move) => demands.has(move.position.demand)).map((move) => move.id));
  const terms = new Set(termsOn(table, issue).map((term) => term.id));
  return table.ladders.filter(
    (ladder) => ladder.steps.some((step) => moved.has(step.event)) || (ladder.agreed !== null && terms.has(ladder.agreed.term)),
  );
}

function standingOf({ measure, title, unit, contractYear, scope, latest, agreed, gap }: Ladder): MeasureStanding {
  return {
    measure,
    title,
    unit,
    contractYear,
    scope,
    union: latest.union?.value ?? null,
    employer: latest.employer?.value ?? null,
    agreed: agreed?.value ?? null,
    agreedClaimedBy: agreed?.claimedBy ?? null,
    gap,
  };
}

interface ComparablePair {
  readonly measure: Measure;
  readonly pattern: Measure;
}

/** Agreed numbers of two settlements on the same measure and contract year; the same scope where both state one. */
function comparable(terms: readonly Term[], patternTerms: readonly Term[]): ComparablePair[] {
  const theirs = patternTerms.flatMap((term) => term.measures ?? []).filter((measure) => measure.claimedBy === undefined);
  return terms
    .flatMap((term) => term.measures ?? [])
    .filter((measure) => measure.claimedBy === undefined)
    .flatMap((measure) => {
      const same = theirs.filter(
        (other) => other.measure === measure.measure && other.unit === measure.unit && other.contractYear === measure.contractYear,
      );
      const pattern = same.find((other) => other.scope === measure.scope) ?? (same.length === 1 ? same[0] : undefined);
      return pattern === undefined ? [] : [{ measure, pattern }];
    });
}

/**
 * How what was agreed on an issue stands to the pattern: the earliest settlement of the cycle, before this one, that has a
 * comparable number for the issue; failing that, the earliest that has a term on it at all. The settlement that comes first has no
 * pattern to be held against.
 */
function patternOf(table: Table, issue: string, terms: readonly Term[], settled: readonly Table[]): Pattern | null {
  const { settledAt } = table;
  if (settledAt === null || terms.length === 0) return null;
  const earlier = settled
    .filter((other) => other.negotiation.cycle === table.negotiation.cycle && other.negotiation.slug !== table.negotiation.slug)
    .filter((other) => other.settledAt !== null && other.settledAt < settledAt)
    .toSorted((one, other) => ((one.settledAt ?? '') < (other.settledAt ?? '') ? -1 : 1));
  if (earlier.length === 0) return null;
  for (const other of earlier) {
    const pairs = comparable(terms, termsOn(other, issue));
    if (pairs.length === 0) continue;
    const measures = pairs.map(({ measure, pattern }) => ({
      measure: measure.measure,
      contractYear: measure.contractYear ?? null,
      scope: measure.scope ?? null,
      value: measure.value,
      patternValue: pattern.value,
      relation: relationOf(measure.value, pattern.value),
    }));
    const relations = new Set(measures.map((measure) => measure.relation));
    relations.delete('MATCHES');
    const relation = relations.size > 1 ? 'MIXED' : ([...relations][0] ?? 'MATCHES');
    return { relation, comparedWith: other.negotiation.slug, measures };
  }
  const counterpart = earlier.find((other) => termsOn(other, issue).length > 0);
  if (counterpart === undefined) return { relation: 'NO_COUNTERPART', comparedWith: null, measures: [] };
  return { relation: 'NOT_COMPARABLE', comparedWith: counterpart.negotiation.slug, measures: [] };
}

function relationOf(value: number, pattern: number): 'MATCHES' | 'ABOVE' | 'BELOW' {
  if (value === pattern) return 'MATCHES';
  return value > pattern ? 'ABOVE' : 'BELOW';
}
