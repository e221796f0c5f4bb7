import type { EventKind } from '#domain/event/event.ts';
import type { PartialDate } from '#domain/time/partial-date.ts';
import type { Prisma } from '../generated/client.ts';

/** An event in few words. */
export interface EventReference {
  readonly id: string;
  readonly negotiation: string;
  readonly kind: EventKind;
  readonly date: PartialDate;
  readonly headline: string;
}

/** What is read of an event that is only referred to. */
export const eventReferenceSelect = {
  id: true,
  negotiationSlug: true,
  kind: true,
  date: true,
  headline: true,
} as const satisfies Prisma.EventSelect;

/** An event in few words. */
export function toEventReference({
  negotiationSlug,
  ...row
}: Prisma.EventGetPayload<{ select: typeof eventReferenceSelect }>): EventReference {
  return { ...row, negotiation: negotiationSlug };
}
