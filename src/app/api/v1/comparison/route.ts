import { readComparison } from '#data/comparison/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { comparisonOperation, toComparisonAnswer } from '#http/contracts/comparison.ts';
import { endpoints } from '../../endpoints.ts';
import { mustBeKnown } from '../../known.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.one(comparisonOperation, async ({ tx, query, now }) => {
  await mustBeKnown(tx, { negotiations: ['negotiation', query.negotiations], issues: ['issue', query.issues] });
  const asOf = resolveAsOf(query.asOf, now);
  const { negotiations, rows } = await readComparison(tx, { asOf, negotiations: query.negotiations, issues: query.issues });
  return { data: toComparisonAnswer(negotiations, rows), asOf };
});
