import type { Dispute } from '#domain/source/dispute.ts';
import type { Source, SourceKind } from '#domain/source/source.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import type { EventReference } from '../deal-status/read.ts';
import type { Page, PageRequest, ScopedKey, SlugKey } from '../page.ts';
import { pending, type ReadTx } from '../transaction.ts';

/** A source with the events that cite it. */
export interface SourceDetail {
  readonly source: Source;
  /** At most 200, latest first. */
  readonly events: readonly EventReference[];
}

/** A dispute with the negotiation that it is about. */
export interface DisputeEntry {
  readonly negotiation: string;
  readonly dispute: Dispute;
}

/** The sources by id. */
export async function readSources(
  _tx: ReadTx,
  _filter: { kind?: SourceKind | undefined; publisher?: string | undefined } & PageRequest<SlugKey>,
): Promise<Page<Source, SlugKey>> {
  return pending();
}

/** One source; null where there is none. */
export async function readSource(_tx: ReadTx, _id: string, _at: { asOf: CalendarDate }): Promise<SourceDetail | null> {
  return pending();
}

/** Sources by their ids, all in one query. */
export async function readSourcesById(_tx: ReadTx, _ids: readonly string[]): Promise<ReadonlyMap<string, Source>> {
  return pending();
}

/** The disputes whose subject was known by `asOf`, by negotiation and id. */
export async function readDisputes(
  _tx: ReadTx,
  _filter: {
    asOf: CalendarDate;
    negotiation?: readonly string[] | undefined;
    status?: Dispute['status'] | undefined;
  } & PageRequest<ScopedKey>,
): Promise<Page<DisputeEntry, ScopedKey>> {
  return pending();
}
