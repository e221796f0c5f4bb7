import { z } from 'zod';
import { fileOperation } from '../operation.ts';
import { wholeNumber } from '../parameters.ts';
import { noParams } from './fields.ts';

/** `GET /oembed` */
export const oembedOperation = fileOperation({
  id: 'getOEmbed',
  path: '/oembed',
  summary: 'How to embed a page, by oEmbed 1.0',
  params: noParams,
  query: z.strictObject({
    url: z.string().min(1).meta({ description: 'The address of the page, or of its embed, on this site.' }),
    format: z.string().default('json').meta({ description: '`json` or `xml`.' }),
    maxwidth: wholeNumber(1, 10_000).exactOptional().meta({ description: 'The width that there is, in CSS pixels.' }),
    maxheight: wholeNumber(1, 10_000).exactOptional().meta({ description: 'The height that there is, in CSS pixels.' }),
  }),
  mediaTypes: ['application/json', 'text/xml'],
  problems: ['NOT_FOUND', 'FORMAT_NOT_IMPLEMENTED'],
  example: '/oembed?url={origin}/negotiations/sag-aftra-2023',
});
