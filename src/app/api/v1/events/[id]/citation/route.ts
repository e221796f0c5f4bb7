import { readVersion } from '#data/change/read.ts';
import { readEvent } from '#data/timeline/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { eventCitationOperation, toQuotationAnswer } from '#http/contracts/quotation.ts';
import { notFound, ProblemError } from '#http/problem.ts';
import { quotedEvent } from '../../../../../quotation.ts';
import { endpoints } from '../../../../endpoints.ts';
import { missingEvent } from '../../../../missing.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.one(
  eventCitationOperation,
  async ({ tx, params, query, now, origin }) => {
    const found = await readEvent(tx, params.id, (timeZone) => resolveAsOf(query.asOf, now, timeZone));
    if (found === null) throw await missingEvent(tx, params.id, null, origin);
    if (found.entry === null)
      throw new ProblemError('NOT_ON_RECORD', `“${params.id}” had not happened or been announced by ${found.asOf}.`);
    const quoted = await quotedEvent(tx, found.entry, found.asOf);
    if (quoted === null) throw notFound('event', params.id);
    return { data: toQuotationAnswer(quoted.quotation, quoted.path, origin, await readVersion(tx)), asOf: found.asOf };
  },
);
