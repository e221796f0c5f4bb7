import { z } from 'zod';
import { readNegotiationFrame } from '#data/negotiation/read.ts';
import { readEvent } from '#data/timeline/read.ts';
import { slugSchema } from '#domain/text/text.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { asOfQuery } from '#http/contracts/fields.ts';
import { eventMarkdown } from '#http/markdown.ts';
import { notFound, ProblemError } from '#http/problem.ts';
import { endpoints } from '../../../api/endpoints.ts';
import { sourcesOf } from '../../../cited.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.file(
  { params: z.strictObject({ id: slugSchema }), query: asOfQuery },
  async ({ tx, params: { id }, query, now, origin }) => {
    const found = await readEvent(tx, id, (timeZone) => resolveAsOf(query.asOf, now, timeZone));
    if (found === null) throw notFound('event', id);
    const { entry, asOf } = found;
    const frame = entry === null ? null : await readNegotiationFrame(tx, entry.negotiation);
    if (entry === null || frame === null) throw new ProblemError('NOT_ON_RECORD', `This had not happened, nor been announced, by ${asOf}.`);
    const sources = await sourcesOf(tx, [entry.event]);
    return { mediaType: 'text/markdown; charset=utf-8', body: eventMarkdown(entry.event, frame.negotiation, sources, origin) };
  },
);
