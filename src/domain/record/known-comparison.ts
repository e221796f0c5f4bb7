import { type ComparedNegotiation, compare } from '../comparison/compare.ts';
import { type ComparisonRow, hasSomething, mostIssues } from '../comparison/comparison.ts';
import { deriveAxes } from '../deal-status/axes.ts';
import type { Issue } from '../issue/issue.ts';
import type { Negotiation } from '../negotiation/negotiation.ts';
import type { CalendarDate } from '../time/partial-date.ts';
import type { KnownNegotiation, KnownRecord } from './known.ts';

/**
 * Negotiations side by side on a date as the record knew them, in the order asked for; those that it did not know are left out, those
 * not on the record by the date have empty cells. The record must know the other rounds of their cycles, too. Issues, demands and
 * terms come in the order in which they were first published: where editors have moved them since is no fact, so the log does not say.
 */
export function knownComparison(
  record: KnownRecord,
  {
    asOf,
    negotiations: asked,
    issues: named,
  }: { asOf: CalendarDate; negotiations: readonly string[]; issues?: readonly string[] | undefined },
): { readonly negotiations: readonly Negotiation[]; readonly rows: readonly ComparisonRow[] } {
  const known = asked.flatMap((slug) => record.negotiations.get(slug) ?? []);
  const cycles = new Set(known.map(({ negotiation }) => negotiation.cycle));
  const others = [...record.negotiations.values()].filter(
    ({ negotiation }) => cycles.has(negotiation.cycle) && !asked.includes(negotiation.slug),
  );
  const compared = known.map((negotiation) => comparedOn(negotiation, named, asOf));
  const rows = compare({
    negotiations: compared,
    cycle: others.map((negotiation) => comparedOn(negotiation, [], asOf)),
    issues: issuesOf(record, compared, named),
    definitions: record.definitions,
    asOf,
  });
  return { negotiations: known.map(({ negotiation }) => negotiation), rows: named === undefined ? rows.filter(hasSomething) : rows };
}

/** A negotiation with its moves on the issues named, or on all, and the events that moved it. */
function comparedOn(
  { negotiation, agreement, demands, events }: KnownNegotiation,
  named: readonly string[] | undefined,
  asOf: CalendarDate,
): ComparedNegotiation {
  const issueOf = new Map(demands.map(({ id, issue }) => [id, issue]));
  const isMove = (event: KnownNegotiation['events'][number]) =>
    event.kind === 'PROPOSAL' && (named === undefined || named.includes(issueOf.get(event.position.demand) ?? ''));
  const taken = events.filter((event) => event.statusChanges !== undefined || isMove(event));
  return { negotiation, agreement, demands, events: taken, status: { axes: deriveAxes(taken, asOf) } };
}

function issuesOf({ issues }: KnownRecord, compared: readonly ComparedNegotiation[], named: readonly string[] | undefined): Issue[] {
  const about = new Set(
    named ?? compared.flatMap(({ demands, agreement }) => [...demands, ...(agreement?.terms ?? [])].map(({ issue }) => issue)),
  );
  return issues.filter(({ slug }) => about.has(slug)).slice(0, mostIssues);
}
