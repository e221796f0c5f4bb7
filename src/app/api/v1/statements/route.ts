import { readStatements } from '#data/statement/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { statementsOperation } from '#http/contracts/event.ts';
import { endpoints } from '../../endpoints.ts';
import { mustBeKnown } from '../../known.ts';
import { presentEvents } from '../../present.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.list(
  statementsOperation,
  async ({ tx, query, now, page, origin }) => {
    await mustBeKnown(tx, { negotiation: ['negotiation', query.negotiation], person: ['person', query.person] });
    const asOf = resolveAsOf(query.asOf, now);
    const { items, next } = await readStatements(tx, { ...query, asOf, ...page });
    return { items: await presentEvents(tx, items, origin), next, asOf };
  },
);
