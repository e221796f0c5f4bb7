import { readComparison } from '#data/comparison/read.ts';
import { readKnownComparison } from '#data/record/known.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { comparisonOperation, toComparisonAnswer } from '#http/contracts/comparison.ts';
import { endpoints } from '../../endpoints.ts';
import { mustBeKnown, roundsToRebuild } from '../../known.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.one(comparisonOperation, async ({ tx, query, now, known }) => {
  await mustBeKnown(tx, { negotiations: ['negotiation', query.negotiations], issues: ['issue', query.issues] });
  const asked = { asOf: resolveAsOf(query.asOf, now), negotiations: query.negotiations, issues: query.issues };
  if (known === null) {
    const { negotiations, rows } = await readComparison(tx, asked);
    return { data: toComparisonAnswer(negotiations, rows), asOf: asked.asOf };
  }
  const rounds = await roundsToRebuild(tx, known, 'negotiations', ({ cycle }, all) =>
    all.some((round) => round.cycle === cycle && asked.negotiations.includes(round.slug)),
  );
  const { negotiations, rows } = await readKnownComparison(tx, known.version, { ...asked, rounds });
  return { data: toComparisonAnswer(negotiations, rows), asOf: asked.asOf };
});
