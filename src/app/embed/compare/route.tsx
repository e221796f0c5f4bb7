import { ComparisonCard } from '#components/embed/cards.tsx';
import { EmbedMissing } from '#components/embed/document.tsx';
import { linkTo } from '#components/ui/link-to.ts';
import { readComparison } from '#data/comparison/read.ts';
import { readIssueOfDemands } from '#data/demand/read.ts';
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
  const agreed = new Set(rows.flatMap(({ cells }) => cells.filter((cell) => cell.agreed.length > 0).map((cell) => cell.negotiation)));
  const issueOf = await readIssueOfDemands(tx, slugs);
  const cut = new Set(rows.slice(mostEmbedded.issues).map(({ issue }) => issue));
  // What a correction took away has no row any more: every issue was drawn but those that have one and find no room.
  const drawn = new Set((issues ?? [...issueOf.values(), ...rows.map(({ issue }) => issue)]).filter((issue) => !cut.has(issue)));
  const corrections = await embedCorrections(tx, query, view, slugs, { kind: 'COMPARISON', agreed, issues: drawn, issueOf });
  const card =
    rows.length === 0 ? (
      <EmbedMissing message={`${title}: nothing to compare had been proposed or agreed by ${formatDate(view.asOf)}.`} />
    ) : (
      <ComparisonCard rows={rows.slice(0, mostEmbedded.issues)} negotiations={negotiations} page={page} view={view} />
    );
  return embedFile(query, { title, view, page, corrections }, card);
});
