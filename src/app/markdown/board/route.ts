import { readDealStatuses } from '#data/deal-status/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { formatDate } from '#domain/time/format.ts';
import { asOfQuery, noParams } from '#http/contracts/fields.ts';
import { statusMarkdown } from '#http/markdown.ts';
import { endpoints } from '../../api/endpoints.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.file(
  { params: noParams, query: asOfQuery },
  async ({ tx, query, now, origin }) => {
    const asOf = resolveAsOf(query.asOf, now);
    const { items } = await readDealStatuses(tx, { asOf, limit: 50 });
    const title = `# Parley: where the negotiations stand, as of ${formatDate(asOf)}\n\n`;
    const statuses = items.map(({ negotiation, status }) => statusMarkdown(negotiation, status, origin, '##'));
    const none = items.length === 0 ? 'Nothing was on the record by this date.\n' : '';
    return { mediaType: 'text/markdown; charset=utf-8', body: `${title}${none}${statuses.join('\n')}` };
  },
);
