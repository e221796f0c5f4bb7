import { readVersion } from '#data/change/read.ts';
import { negotiationCitationOperation, toQuotationAnswer } from '#http/contracts/quotation.ts';
import { ProblemError } from '#http/problem.ts';
import { quotedNegotiation } from '../../../../../quotation.ts';
import { endpoints } from '../../../../endpoints.ts';
import { mustBeKnown, negotiationAt } from '../../../../known.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.one(
  negotiationCitationOperation,
  async ({ tx, params, query, now, origin }) => {
    const { frame, asOf } = await negotiationAt(tx, params.slug, query.asOf, now);
    await mustBeKnown(tx, { issue: ['issue', query.issue], measure: ['measure', query.measure] });
    const quoted = await quotedNegotiation(tx, frame.negotiation, query, asOf);
    if (quoted === null) throw new ProblemError('NOT_ON_RECORD', `The record has nothing on that for “${params.slug}” by ${asOf}.`);
    return { data: toQuotationAnswer(quoted.quotation, quoted.path, origin, await readVersion(tx)), asOf };
  },
);
