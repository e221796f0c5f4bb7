import { TimelineCard } from '#components/embed/cards.tsx';
import { readTimeline } from '#data/timeline/read.ts';
import { embedOperations } from '#http/contracts/embed.ts';
import { endpoints } from '../../api/endpoints.ts';
import { negotiationEmbed } from '../negotiation.tsx';

/** How many events an embedded timeline shows. */
const latest = 7;

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.file(embedOperations.timeline, async ({ tx, query }) =>
  negotiationEmbed(tx, query, '#timeline', async ({ negotiation, status, agreed }, view) => {
    const { slug } = negotiation;
    const { items, next } = await readTimeline(tx, {
      asOf: view.asOf,
      negotiation: [slug],
      significance: 'MAJOR',
      order: 'desc',
      limit: latest,
    });
    const events = items.map(({ event, visibility }) => ({ event, isAnnounced: visibility === 'ANNOUNCED' }));
    const card = <TimelineCard negotiation={negotiation} status={status.status} events={events} view={view} />;
    const since = next === null ? null : (items.at(-1)?.event ?? null);
    return { card, shown: { kind: 'TIMELINE', agreed, since } };
  }),
);
