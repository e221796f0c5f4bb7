import { LadderCard } from '#components/embed/cards.tsx';
import { EmbedMissing } from '#components/embed/document.tsx';
import { readLadders } from '#data/position/read.ts';
import { formatDate } from '#domain/time/format.ts';
import { embedOperations } from '#http/contracts/embed.ts';
import { endpoints } from '../../api/endpoints.ts';
import { mustBeKnown } from '../../api/known.ts';
import { negotiationEmbed } from '../negotiation.tsx';

/** How many contract years or scopes of a measure are drawn at most. */
const mostDrawn = 4;

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.file(embedOperations.ladder, async ({ tx, query }) => {
  const { measure, contractYear } = query;
  await mustBeKnown(tx, { measure: ['measure', measure] });
  return negotiationEmbed(tx, query, '#numbers', async ({ negotiation, agreed }, view) => {
    const shown = { kind: 'LADDER', agreed, measure, contractYear: contractYear ?? null } as const;
    const all = await readLadders(tx, negotiation.slug, { asOf: view.asOf, measure });
    const ladders = all.filter((ladder) => contractYear === undefined || ladder.contractYear === contractYear);
    const card =
      ladders.length === 0 ? (
        <EmbedMissing message={`${negotiation.title}: no such number had been named by ${formatDate(view.asOf)}.`} />
      ) : (
        <LadderCard negotiation={negotiation} ladders={ladders.slice(0, mostDrawn)} view={view} />
      );
    return { card, shown };
  });
});
