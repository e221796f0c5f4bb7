import { z } from 'zod';
import { operation } from '../operation.ts';
import { noParams } from './fields.ts';

const checkpointAnswer = z
  .strictObject({
    seq: z.int().nonnegative().meta({ description: 'The number of the last change; 0 where there is none.' }),
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .meta({ description: 'Its hash: SHA-256 over the hash before and the change itself, in hexadecimal digits.' }),
    recordedAt: z.iso.datetime().nullable().meta({ description: 'When it was recorded; null where there is none.' }),
  })
  .meta({ id: 'Checkpoint', description: 'How far the log has come, with the hash of everything up to there.' });

/** `GET /checkpoint` */
export const checkpointOperation = operation({
  id: 'getCheckpoint',
  path: '/checkpoint',
  summary: 'How far the log has come, and the hash by which anybody can hold us to all of it',
  params: noParams,
  query: noParams,
  data: checkpointAnswer,
  example: '/checkpoint',
});
