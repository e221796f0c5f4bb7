import type { Agreement } from '../negotiation/agreement.ts';
import { type CalendarDate, effectiveDay } from '../time/partial-date.ts';
import { agreementVisibility } from './axes.ts';
import type { Axes } from './deal-status.ts';

/** The agreement of a negotiation in one line, once there is one. */
export interface AgreementSummary extends Omit<Agreement, 'terms'> {
  readonly tentative: boolean;
}

/** The agreement as it was known: nothing before the sides had agreed, and no ratification that was yet to come. */
export function agreementSummary(agreement: Agreement | null, axes: Axes, asOf: CalendarDate): AgreementSummary | null {
  const visibility = agreementVisibility(axes);
  if (agreement === null || visibility === 'NONE') return null;
  const { terms: _, ratifiedOn, ...told } = agreement;
  return {
    ...told,
    ...(ratifiedOn !== undefined && effectiveDay(ratifiedOn) <= asOf && { ratifiedOn }),
    tentative: visibility === 'TENTATIVE',
  };
}
