import type { Event } from '#domain/event/event.ts';
import { type StatusChange, statusChangeSchema } from '#domain/event/status-change.ts';
import type { Measure } from '#domain/position/measure.ts';
import type { Citation } from '#domain/source/source.ts';
import type { Vote } from '#domain/vote/vote.ts';
import type { Prisma } from '../generated/client.ts';

const inOrder = { orderBy: { position: 'asc' } } as const;

/** What is read of a citation. */
export const citationSelect = { ...inOrder, select: { sourceId: true, quote: true, note: true } } as const;
type CitationRow = { readonly sourceId: string; readonly quote: string | null; readonly note: string | null };

/** Citations in the shape of the record. */
export function toCitations(rows: readonly CitationRow[]): Citation[] {
  return rows.map(({ sourceId, quote, note }) => ({ source: sourceId, ...(quote !== null && { quote }), ...(note !== null && { note }) }));
}

/** What is read of a number on the table. */
export const measureSelect = {
  ...inOrder,
  select: { measure: true, value: true, unit: true, contractYear: true, scope: true, effectiveOn: true, claimedBy: true },
} as const;
type MeasureRow = Prisma.MeasureGetPayload<{ select: typeof measureSelect.select }>;

/** Numbers on the table in the shape of the record. */
export function toMeasures(rows: readonly MeasureRow[]): Measure[] {
  return rows.map(({ measure, value, unit, contractYear, scope, effectiveOn, claimedBy }) => ({
    measure,
    value: value.toNumber(),
    unit,
    ...(contractYear !== null && { contractYear }),
    ...(scope !== null && { scope }),
    ...(effectiveOn !== null && { effectiveOn }),
    ...(claimedBy !== null && { claimedBy }),
  }));
}

/** What is read of an event: all of it. */
export const eventSelect = {
  id: true,
  negotiationSlug: true,
  kind: true,
  date: true,
  time: true,
  endDate: true,
  announcedOn: true,
  headline: true,
  summary: true,
  significance: true,
  confidence: true,
  statusChanges: { ...inOrder, select: { axis: true, state: true, stoppage: true } },
  session: { select: { status: true, format: true, venue: true, attendees: { ...inOrder, select: { personSlug: true } } } },
  position: { select: { demandId: true, party: true, act: true, moves: measureSelect } },
  vote: true,
  statement: { select: { speakerSlug: true, organization: true, venue: true, quote: true } },
  citations: citationSelect,
} as const satisfies Prisma.EventSelect;

/** An event as it is read. */
export type EventRow = Prisma.EventGetPayload<{ select: typeof eventSelect }>;

/** An event in the shape of the record. */
export function toEvent(row: EventRow): Event {
  const { id, date, headline, summary, significance, confidence, time, endDate, announcedOn } = row;
  const changes = toStatusChanges(row.statusChanges);
  const common = {
    id,
    date,
    headline,
    summary,
    significance,
    confidence,
    citations: toCitations(row.citations),
    ...(time !== null && { time }),
    ...(endDate !== null && { endDate }),
    ...(announcedOn !== null && { announcedOn }),
  };
  const moved = changes.length === 0 ? {} : { statusChanges: changes };
  switch (row.kind) {
    case 'SESSION': {
      const { status, format, venue, attendees } = detail(row.session, id);
      const session = {
        status,
        ...(format !== null && { format }),
        ...(venue !== null && { venue }),
        ...(attendees.length > 0 && { attendees: attendees.map(({ personSlug }) => personSlug) }),
      };
      return { ...common, ...moved, kind: 'SESSION', session };
    }
    case 'PROPOSAL': {
      const { demandId, party, act, moves } = detail(row.position, id);
      return {
        ...common,
        ...moved,
        kind: 'PROPOSAL',
        position: { demand: demandId, party, act, ...(moves.length > 0 && { moves: toMeasures(moves) }) },
      };
    }
    case 'VOTE':
      return { ...common, ...moved, kind: 'VOTE', vote: toVote(detail(row.vote, id)) };
    case 'STATEMENT': {
      const { speakerSlug, organization, venue, quote } = detail(row.statement, id);
      return {
        ...common,
        ...moved,
        kind: 'STATEMENT',
        statement: { speaker: speakerSlug, organization, quote, ...(venue !== null && { venue }) },
      };
    }
    case 'STATUS':
      return { ...common, kind: 'STATUS', statusChanges: changes };
    case 'MILESTONE':
      return { ...common, ...moved, kind: 'MILESTONE' };
    case 'ACTION':
      return { ...common, ...moved, kind: 'ACTION' };
  }
}

/** Steps on the axes in the shape of the record. The database's own check holds that each state is one of its axis. */
export function toStatusChanges(rows: readonly { axis: string; state: string; stoppage: string | null }[]): StatusChange[] {
  return rows.map(({ axis, state, stoppage }) => statusChangeSchema.parse({ axis, state, ...(stoppage !== null && { stoppage }) }));
}

function toVote(row: NonNullable<EventRow['vote']>): Vote {
  const { purpose, body, result, opensOn, closesOn, closesAt, eligible, cast, valid, yes, no, yesPct, turnoutPct } = row;
  return {
    purpose,
    body,
    result,
    ...(opensOn !== null && { opensOn }),
    ...(closesOn !== null && { closesOn }),
    ...(closesAt !== null && { closesAt }),
    ...(eligible !== null && { eligible }),
    ...(cast !== null && { cast }),
    ...(valid !== null && { valid }),
    ...(yes !== null && { yes }),
    ...(no !== null && { no }),
    ...(yesPct !== null && { yesPct: yesPct.toNumber() }),
    ...(turnoutPct !== null && { turnoutPct: turnoutPct.toNumber() }),
  };
}

/** The detail of an event, which the database holds to be there for its kind. */
function detail<Detail>(found: Detail | null, event: string): Detail {
  if (found === null) throw new Error(`The event ${event} lacks the detail of its kind.`);
  return found;
}
