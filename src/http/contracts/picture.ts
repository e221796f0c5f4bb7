import { z } from 'zod';
import { slugSchema } from '#domain/text/text.ts';
import { fileOperation } from '../operation.ts';
import { asOfParameter, listOf } from '../parameters.ts';
import { asOfQuery, eventParams, noParams, slugParams } from './fields.ts';

/** `GET /badge/{file}` */
export const badgeOperation = fileOperation({
  id: 'getBadge',
  path: '/badge/{file}',
  summary: 'Where a negotiation stands, as a small picture in SVG',
  params: z.strictObject({
    file: z
      .string()
      .regex(/^[a-z0-9-]{1,120}\.svg$/)
      .meta({ description: 'The slug of the negotiation, and `.svg`.' }),
  }),
  query: asOfQuery,
  mediaTypes: ['image/svg+xml'],
  problems: ['NOT_FOUND', 'NOT_ON_RECORD'],
  example: '/badge/sag-aftra-2023.svg',
});

const png = ['image/png'];

/** `GET /og/board` and the others: the pictures by which pages are shown where they are shared. */
export const pictureOperations = {
  board: fileOperation({
    id: 'drawBoard',
    path: '/og/board',
    summary: 'Where the negotiations stand, as a picture of 1200 by 630 pixels',
    params: noParams,
    query: asOfQuery,
    mediaTypes: png,
    example: '/og/board?asOf=2023-10-02',
  }),
  negotiation: fileOperation({
    id: 'drawNegotiation',
    path: '/og/negotiations/{slug}',
    summary: 'Where one negotiation stands, as a picture',
    params: slugParams,
    query: asOfQuery,
    mediaTypes: png,
    problems: ['NOT_FOUND', 'NOT_ON_RECORD'],
    example: '/og/negotiations/sag-aftra-2023?asOf=2023-10-02',
  }),
  event: fileOperation({
    id: 'drawEvent',
    path: '/og/events/{id}',
    summary: 'One event, as a picture',
    params: eventParams,
    query: asOfQuery,
    mediaTypes: png,
    problems: ['NOT_FOUND', 'NOT_ON_RECORD', 'RETRACTED'],
    example: '/og/events/2023-10-02-talks-resume?asOf=2023-10-02',
  }),
  compare: fileOperation({
    id: 'drawComparison',
    path: '/og/compare',
    summary: 'Negotiations side by side, as a picture',
    params: noParams,
    query: z.strictObject({
      negotiations: listOf(slugSchema, 6).meta({ description: 'The negotiations, at most six.' }),
      asOf: asOfParameter,
    }),
    mediaTypes: png,
    example: '/og/compare?negotiations=sag-aftra-2023,wga-2023,dga-2023&asOf=2023-10-02',
  }),
} as const;
