import { ComparisonCard } from '#components/embed/cards.tsx';
import { EmbedMissing } from '#components/embed/document.tsx';
import { linkTo } from '#components/ui/link-to.ts';
import { readComparison } from '#data/comparison/read.ts';
import { formatDate } from '#domain/time/format.ts';
import { embedOperations, mostEmbedded } from '#http/contracts/embed.ts';
import { endpoints } from '../../api/endpoints.ts';
import { mustBeKnown } from '../../api/known.ts';
import { embedCorrections, embedFile, embedView } from '../embed.tsx';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.file(embedOperations.compare, async ({ tx, query }) => {
  const { negotiations: slugs, issues } = query;
  await mustBeKnown(tx, { negotiations: ['negotiation', slugs], issues: ['issue', issues] });
  const view = embedView(query);
  const { negotiations, rows } = await readComparison(tx, { asOf: view.asOf, negotiations: slugs, issues });
  const page = linkTo('/compare', view.linkDate, { negotiations: slugs.join(','), issues: issues?.join(',') });
  const title = negotiations.map(({ shortTitle }) => shortTitle).join(', ');
  const isAgreed = rows.some(({ cells }) => cells.some(({ agreed }) => agreed.length > 0));
  const corrections = await embedCorrections(tx, query, view, slugs, { kind: 'COMPARISON', isAgreed });
  const card =
    rows.length === 0 ? (
      <EmbedMissing message={`${title}: nothing to compare had been proposed or agreed by ${formatDate(view.asOf)}.`} />
    ) : (
      <ComparisonCard rows={rows.slice(0, mostEmbedded.issues)} negotiations={negotiations} page={page} view={view} />
    );
  return embedFile(query, { title, view, page, corrections }, card);
});
