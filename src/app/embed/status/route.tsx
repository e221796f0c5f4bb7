import { StatusCard } from '#components/embed/cards.tsx';
import { embedOperations } from '#http/contracts/embed.ts';
import { endpoints } from '../../api/endpoints.ts';
import { negotiationEmbed } from '../negotiation.tsx';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.file(embedOperations.status, async ({ tx, query }) =>
  negotiationEmbed(tx, query, { kind: 'STATUS', anchor: '' }, async ({ negotiation, status }, view) => (
    <StatusCard negotiation={negotiation} status={status.status} view={view} />
  )),
);
