import { z } from 'zod';
import { slugSchema } from '#domain/text/text.ts';
import { listOf, wholeNumber } from '../parameters.ts';

/** The query of `GET /stream`. */
export const streamQuery = z.strictObject({
  negotiation: listOf(slugSchema, 50).exactOptional().meta({ description: 'Only changes to these negotiations.' }),
  since: wholeNumber(0, 999_999_999)
    .exactOptional()
    .meta({ description: 'Go on after this change. The header `Last-Event-ID`, which browsers send by themselves, wins over it.' }),
});
