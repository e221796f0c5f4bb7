import { z } from 'zod';
import { readNegotiationFrame } from '#data/negotiation/read.ts';
import { slugSchema } from '#domain/text/text.ts';
import { asOfQuery } from '#http/contracts/fields.ts';
import { eventMarkdown } from '#http/markdown.ts';
import { notFound } from '#http/problem.ts';
import { endpoints } from '../../../api/endpoints.ts';
import { eventAt } from '../../../api/known.ts';
import { sourcesOf } from '../../../cited.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.file(
  { params: z.strictObject({ id: slugSchema }), query: asOfQuery },
  async ({ tx, params: { id }, query, now, origin }) => {
    const { entry } = await eventAt(tx, id, query.asOf, now, origin);
    const frame = await readNegotiationFrame(tx, entry.negotiation);
    if (frame === null) throw notFound('event', id);
    const sources = await sourcesOf(tx, [entry.event]);
    return { mediaType: 'text/markdown; charset=utf-8', body: eventMarkdown(entry.event, frame.negotiation, sources, origin) };
  },
);
