import { readLadders } from '#data/position/read.ts';
import { ladderOperation } from '#http/contracts/ladder.ts';
import { endpoints } from '../../../../endpoints.ts';
import { mustBeKnown, negotiationAt } from '../../../../known.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.one(ladderOperation, async ({ tx, params, query, now }) => {
  const { measure, contractYear, scope } = query;
  const { asOf } = await negotiationAt(tx, params.slug, query.asOf, now);
  await mustBeKnown(tx, { measure: ['measure', measure] });
  const ladders = await readLadders(tx, params.slug, { asOf, measure });
  const data = ladders.filter(
    (ladder) =>
      (contractYear === undefined || contractYear === (ladder.contractYear ?? 0)) &&
      (scope === undefined || scope === (ladder.scope ?? '')),
  );
  return { data, asOf };
});
