import { readNegotiation } from '#data/negotiation/read.ts';
import { readSourcesById } from '#data/source/read.ts';
import { negotiationOperation, sourcesOfNegotiations, toNegotiationDetail } from '#http/contracts/negotiation.ts';
import { endpoints } from '../../../endpoints.ts';
import { negotiationAt } from '../../../known.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.one(
  negotiationOperation,
  async ({ tx, params, query, now, origin }) => {
    const { frame, asOf } = await negotiationAt(tx, params.slug, query.asOf, now);
    const read = await readNegotiation(tx, frame, asOf);
    const sources = await readSourcesById(tx, sourcesOfNegotiations([read]));
    return { data: toNegotiationDetail(read, read.status, sources, origin), asOf };
  },
);
