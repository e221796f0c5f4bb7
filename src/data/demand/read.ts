import type { Demand } from '#domain/demand/demand.ts';
import type { Side } from '#domain/party/party.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import type { Page, PageRequest, ScopedKey } from '../page.ts';
import { pending, type ReadTx } from '../transaction.ts';

/** A demand with the negotiation that it is on the table of. */
export interface DemandEntry {
  readonly negotiation: string;
  readonly demand: Demand;
}

/** What a list of demands can be narrowed to. */
export interface DemandFilter {
  readonly asOf: CalendarDate;
  readonly negotiation?: readonly string[] | undefined;
  /** Demands under these issues, or issues below them. */
  readonly issue?: readonly string[] | undefined;
  readonly raisedBy?: Side | undefined;
}

/** The demands that something was known of by `asOf`, by negotiation and id. */
export async function readDemands(_tx: ReadTx, _filter: DemandFilter & PageRequest<ScopedKey>): Promise<Page<DemandEntry, ScopedKey>> {
  return pending();
}
