import type { Demand } from '#domain/demand/demand.ts';
import type { Prisma } from '../generated/client.ts';

/** What is read of a demand: all of it. */
export const demandSelect = {
  negotiationSlug: true,
  id: true,
  issueSlug: true,
  title: true,
  summary: true,
  scope: true,
  raisedBy: true,
} as const satisfies Prisma.DemandSelect;
type DemandRow = Prisma.DemandGetPayload<{ select: typeof demandSelect }>;

/** A demand in the shape of the record. */
export function toDemand({ id, issueSlug, title, summary, scope, raisedBy }: DemandRow): Demand {
  return { id, issue: issueSlug, title, raisedBy, ...(summary !== null && { summary }), ...(scope !== null && { scope }) };
}
