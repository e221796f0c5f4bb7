import type { DealStatus, Headline } from './deal-status.ts';

/** How much each status calls for attention: the less the number, the more. What is settled, or has not begun, calls for none. */
const urgency: Readonly<Record<Headline, number | null>> = {
  ON_STRIKE: 1,
  LOCKED_OUT: 2,
  STRIKE_CALLED: 3,
  RATIFICATION_VOTE: 4,
  TENTATIVE_AGREEMENT: 5,
  TALKS_SUSPENDED: 6,
  CONTRACT_EXPIRED: 7,
  IN_TALKS: 8,
  NOT_OPENED: null,
  RATIFIED: null,
  SUPERSEDED: null,
};

/** Orders statuses by how much they call for attention; those that call for none come last. */
export function byUrgency(one: Pick<DealStatus, 'headline'>, other: Pick<DealStatus, 'headline'>): number {
  return (urgency[one.headline] ?? 9) - (urgency[other.headline] ?? 9);
}

/** Whether a status calls for attention: what is live comes before what is settled. */
export function isLive({ headline }: Pick<DealStatus, 'headline'>): boolean {
  return urgency[headline] !== null;
}
