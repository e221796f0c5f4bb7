import { readComparison } from '#data/comparison/read.ts';
import { readDealStatuses } from '#data/deal-status/read.ts';
import { readNegotiationFrame } from '#data/negotiation/read.ts';
import { readNames } from '#data/party/read.ts';
import { readLadders } from '#data/position/read.ts';
import { readDisagreement, readSourcesCited } from '#data/source/read.ts';
import type { ReadTx } from '#data/transaction.ts';
import type { Event } from '#domain/event/event.ts';
import type { Negotiation } from '#domain/negotiation/negotiation.ts';
import { quoteCell } from '#domain/quotation/comparison.ts';
import { quoteEvent } from '#domain/quotation/event.ts';
import { laddersMeant, quoteMeasure } from '#domain/quotation/measure.ts';
import type { Quotation } from '#domain/quotation/quotation.ts';
import { quoteStatus } from '#domain/quotation/status.ts';
import { factsOf } from '#domain/text/sentence.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import type { TimelineEntry } from '#domain/timeline/timeline.ts';
import { sourcesOf, speakerNames } from './cited.ts';

/** A fact to quote, with the address of the page that shows it, pinned to the date. */
export interface Quoted {
  readonly quotation: Quotation;
  readonly path: string;
}

function organizationsOf({ kind, ...event }: Event): string[] {
  return kind === 'STATEMENT' && 'statement' in event ? [event.statement.organization] : [];
}

/** An event as it stood on a date, in words; null where its negotiation is not there. */
export async function quotedEvent(tx: ReadTx, entry: TimelineEntry, asOf: CalendarDate): Promise<Quoted | null> {
  const { event, visibility } = entry;
  const frame = await readNegotiationFrame(tx, entry.negotiation);
  if (frame === null) return null;
  const { disputes, sources } = await readDisagreement(tx, entry.negotiation, { events: [event.id] }, asOf);
  const organizations = organizationsOf(event);
  const named = await readNames(tx, { unions: organizations, associations: organizations, studios: organizations });
  const quotation = quoteEvent({
    event,
    visibility,
    negotiation: frame.negotiation,
    names: new Map([...named, ...(await speakerNames(tx, [event]))]),
    sources: new Map([...sources, ...(await sourcesOf(tx, [event]))]),
    disputes,
    asOf,
  });
  return { quotation, path: `/events/${event.id}?asOf=${asOf}` };
}

/** What is quoted of a negotiation: where it stands as a whole, on an issue, or on a measure. */
export interface Aspect {
  readonly issue?: string | undefined;
  readonly measure?: string | undefined;
  readonly contractYear?: number | undefined;
  readonly scope?: string | undefined;
}

/** Where a negotiation stood on a date, in words; null where the record has nothing on the aspect by then. */
export async function quotedNegotiation(
  tx: ReadTx,
  negotiation: Negotiation,
  { issue, measure, contractYear, scope }: Aspect,
  asOf: CalendarDate,
): Promise<Quoted | null> {
  if (issue !== undefined) return quotedCell(tx, negotiation, issue, asOf);
  if (measure !== undefined) return quotedMeasure(tx, negotiation, { measure, contractYear, scope }, asOf);
  const { items } = await readDealStatuses(tx, { asOf, negotiations: [negotiation.slug], limit: 1 });
  const status = items[0]?.status;
  if (status === undefined) return null;
  const events = factsOf(status.explanation);
  const sources = await readSourcesCited(tx, { events });
  const disagreement = await readDisagreement(tx, negotiation.slug, { events }, asOf);
  return { quotation: quoteStatus(negotiation, status, sources, disagreement), path: `/negotiations/${negotiation.slug}?asOf=${asOf}` };
}

/** What positions and terms rest on, and where accounts of them differ. */
async function readGrounds(
  tx: ReadTx,
  { slug }: Negotiation,
  { events, terms }: { events: readonly string[]; terms: readonly string[] },
  asOf: CalendarDate,
) {
  return {
    sources: await readSourcesCited(tx, { events, terms: terms.map((id) => ({ negotiation: slug, id })) }),
    disagreement: await readDisagreement(tx, slug, { events, terms }, asOf),
  };
}

async function quotedCell(tx: ReadTx, negotiation: Negotiation, issue: string, asOf: CalendarDate): Promise<Quoted | null> {
  const { rows } = await readComparison(tx, { asOf, negotiations: [negotiation.slug], issues: [issue] });
  const row = rows[0];
  const cell = row?.cells[0];
  if (row === undefined || cell === undefined || (cell.union === null && cell.employer === null && cell.agreed.length === 0)) return null;
  const terms = cell.agreed.map(({ term }) => term);
  const events = terms.length > 0 ? [] : [cell.union, cell.employer].flatMap((position) => position?.event ?? []);
  return {
    quotation: quoteCell({
      negotiation,
      issue: { slug: row.issue, title: row.title },
      cell,
      ...(await readGrounds(tx, negotiation, { events, terms }, asOf)),
      asOf,
    }),
    path: `/compare?negotiations=${negotiation.slug}&issues=${row.issue}&asOf=${asOf}`,
  };
}

async function quotedMeasure(
  tx: ReadTx,
  negotiation: Negotiation,
  { measure, contractYear, scope }: Aspect,
  asOf: CalendarDate,
): Promise<Quoted | null> {
  const all = await readLadders(tx, negotiation.slug, { asOf, measure });
  const ladders = laddersMeant(all, { contractYear, scope });
  if (ladders.length === 0) return null;
  const terms = ladders.flatMap(({ agreed }) => agreed?.term ?? []);
  const events = ladders.flatMap(({ agreed, latest }) =>
    agreed === null ? [latest.union, latest.employer].flatMap((step) => step?.event ?? []) : [],
  );
  return {
    quotation: quoteMeasure({ negotiation, ladders, ...(await readGrounds(tx, negotiation, { events, terms }, asOf)), asOf }),
    path: `/negotiations/${negotiation.slug}?asOf=${asOf}#numbers`,
  };
}
