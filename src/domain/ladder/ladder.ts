import type { Event } from '../event/event.ts';
import { compareEvents } from '../event/order.ts';
import { visibilityOn } from '../event/visibility.ts';
import type { Agreement } from '../negotiation/agreement.ts';
import type { Side } from '../party/party.ts';
import type { Measure, MeasureDefinition, Unit } from '../position/measure.ts';
import type { Act } from '../position/position.ts';
import type { CalendarDate, PartialDate } from '../time/partial-date.ts';
import { subtract } from './decimal.ts';
import { rungKey } from './rung.ts';

/** One move of one side on one measure. */
export interface LadderStep {
  readonly date: PartialDate;
  readonly party: Side;
  readonly act: Act;
  readonly value: number;
  /** Who costed or described it, where it is a claim. */
  readonly claimedBy: string | null;
  readonly event: string;
}

/** The agreed value of a measure, from a term of the agreement. */
export interface AgreedValue {
  readonly value: number;
  /** Whose costing it is, where the agreement itself does not have the number. */
  readonly claimedBy: string | null;
  readonly term: string;
  readonly date: PartialDate | null;
  readonly tentative: boolean;
}

/** The path of one measure (for one contract year and scope): ask, offer, counter, agreed. */
export interface Ladder {
  readonly measure: string;
  readonly title: string;
  readonly unit: Unit;
  readonly contractYear: number | null;
  readonly scope: string | null;
  readonly steps: readonly LadderStep[];
  readonly latest: { readonly union: LadderStep | null; readonly employer: LadderStep | null };
  readonly agreed: AgreedValue | null;
  /** Latest union value less latest employer value, exact; null where a side is missing or the item is agreed. */
  readonly gap: number | null;
}

/** What ladders are built from. */
export interface LadderFacts {
  readonly events: readonly Event[];
  readonly agreement: Agreement | null;
  readonly agreementVisibility: 'NONE' | 'TENTATIVE' | 'FINAL';
  readonly definitions: readonly MeasureDefinition[];
  readonly asOf: CalendarDate;
}

/**
 * The ladder of every measure on the table by the end of a day: each side's moves in order, the latest of each, the gap and the
 * agreed value.
 *
 * A CLAIMED number is told as a step, with who says so, but it is somebody's account of a position and not a move: it stands as
 * a side's latest only while that side has made no move of its own on the measure.
 */
export function buildLadders({ events, agreement, agreementVisibility, definitions, asOf }: LadderFacts): Ladder[] {
  const steps = new Map<string, { about: Measure; steps: LadderStep[] }>();
  const rung = (about: Measure) => {
    const key = rungKey(about);
    const known = steps.get(key);
    if (known !== undefined) return known;
    const fresh = { about, steps: [] };
    steps.set(key, fresh);
    return fresh;
  };

  for (const event of events.toSorted(compareEvents)) {
    if (event.kind !== 'PROPOSAL' || visibilityOn(event, asOf) !== 'EFFECTIVE') continue;
    const { act, party, moves } = event.position;
    for (const move of moves ?? [])
      rung(move).steps.push({ date: event.date, party, act, value: move.value, claimedBy: move.claimedBy ?? null, event: event.id });
  }

  const agreed = new Map<string, AgreedValue>();
  if (agreement !== null && agreementVisibility !== 'NONE') {
    for (const term of agreement.terms)
      for (const measure of term.measures ?? []) {
        rung(measure);
        agreed.set(rungKey(measure), {
          value: measure.value,
          claimedBy: measure.claimedBy ?? null,
          term: term.id,
          date: agreementVisibility === 'FINAL' ? (agreement.ratifiedOn ?? null) : null,
          tentative: agreementVisibility === 'TENTATIVE',
        });
      }
  }

  const titles = new Map(definitions.map((definition) => [definition.measure, definition.title]));
  return [...steps]
    .map(([key, { about, steps: all }]): Ladder => {
      const latest = { union: latestOf(all, 'UNION'), employer: latestOf(all, 'EMPLOYER') };
      const settled = agreed.get(key) ?? null;
      const open = settled === null && latest.union !== null && latest.employer !== null;
      return {
        measure: about.measure,
        title: titles.get(about.measure) ?? about.measure,
        unit: about.unit,
        contractYear: about.contractYear ?? null,
        scope: about.scope ?? null,
        steps: all,
        latest,
        agreed: settled,
        gap: open && latest.union !== null && latest.employer !== null ? subtract(latest.union.value, latest.employer.value) : null,
      };
    })
    .toSorted(compareLadders);
}

function latestOf(steps: readonly LadderStep[], party: Side): LadderStep | null {
  const own = steps.filter((step) => step.party === party);
  return own.findLast((step) => step.act !== 'CLAIMED') ?? own.at(-1) ?? null;
}

/** By measure, then contract year, then scope; what holds for all comes first. */
function compareLadders(one: Ladder, other: Ladder): number {
  const key = (ladder: Ladder) => `${ladder.measure} ${String(ladder.contractYear ?? 0).padStart(2, '0')} ${ladder.scope ?? ''}`;
  const [a, b] = [key(one), key(other)];
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
