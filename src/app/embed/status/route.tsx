import { StatusCard } from '#components/embed/cards.tsx';
import type { DealStatus } from '#domain/deal-status/deal-status.ts';
import { embedOperations } from '#http/contracts/embed.ts';
import { endpoints } from '../../api/endpoints.ts';
import { negotiationEmbed } from '../negotiation.tsx';

/** The events that a status is told from. */
function eventsOf({ explanation, axes, nextStep }: DealStatus): ReadonlySet<string> {
  const linked = explanation.flatMap((part) => (typeof part === 'string' ? [] : part.event));
  const told = [...linked, ...Object.values(axes).map(({ event }) => event), nextStep.event, nextStep.next?.event ?? null];
  return new Set(told.filter((event) => event !== null));
}

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.file(embedOperations.status, async ({ tx, query }) =>
  negotiationEmbed(tx, query, '', async ({ negotiation, status, agreed }, view) => ({
    card: <StatusCard negotiation={negotiation} status={status.status} view={view} />,
    shown: { kind: 'STATUS', agreed, events: eventsOf(status.status) },
  })),
);
