import type { Dispute } from './dispute.ts';

/** As much of an event as says which disputes it is part of. */
export interface DisputableEvent {
  readonly id: string;
  /** Whether the record calls it disputed. */
  readonly isDisputed: boolean;
  /** The demand that it is a move on. */
  readonly demand: string | null;
  /** Whether the side that moved is the one whose demand it is. */
  readonly isOwnDemand: boolean;
  /** The ids of the sources that it cites. */
  readonly sources: readonly string[];
}

/**
 * The disputes that an event is part of: those about it, and those about a demand that it is an account of or that its own side made; an
 * answer to a demand is not in doubt because the demand is. A dispute has one subject even where several accounts of one demand are
 * disputed: so a disputed event with no dispute of its own is part of the one about another move on its demand whose claims share most
 * sources with it.
 *
 * @param demandOf the demands that the disputed events are moves on, by event
 */
export function disputesOf(event: DisputableEvent, disputes: readonly Dispute[], demandOf: ReadonlyMap<string, string>): Dispute[] {
  const { id, isDisputed, demand, isOwnDemand } = event;
  const about = disputes.filter(({ subject }) => subject === id || (demand !== null && subject === demand && (isOwnDemand || isDisputed)));
  if (about.length > 0 || !isDisputed || demand === null) return about;
  const cited = new Set(event.sources);
  const near = disputes
    .filter(({ subject }) => subject !== undefined && demandOf.get(subject) === demand)
    .map((dispute) => {
      const sources = dispute.claims.flatMap(({ citations }) => citations.map(({ source }) => source));
      return { dispute, shared: new Set(sources.filter((source) => cited.has(source))).size };
    });
  const most = Math.max(1, ...near.map(({ shared }) => shared));
  return near.filter(({ shared }) => shared === most).map(({ dispute }) => dispute);
}
