import { readVersion } from '#data/change/read.ts';
import { eventCitationOperation, toQuotationAnswer } from '#http/contracts/quotation.ts';
import { notFound } from '#http/problem.ts';
import { quotedEvent } from '../../../../../quotation.ts';
import { endpoints } from '../../../../endpoints.ts';
import { eventAt } from '../../../../known.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.one(
  eventCitationOperation,
  async ({ tx, params, query, now, origin }) => {
    const { entry, asOf } = await eventAt(tx, params.id, query.asOf, now, origin);
    const quoted = await quotedEvent(tx, entry, asOf);
    if (quoted === null) throw notFound('event', params.id);
    return { data: toQuotationAnswer(quoted.quotation, quoted.path, origin, await readVersion(tx)), asOf };
  },
);
