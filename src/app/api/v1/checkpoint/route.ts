import { beforeTheFirst, readCheckpoint } from '#data/change/chain.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { checkpointOperation } from '#http/contracts/checkpoint.ts';
import { endpoints } from '../../endpoints.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.one(checkpointOperation, async ({ tx, now }) => ({
  data: (await readCheckpoint(tx)) ?? { seq: 0, hash: beforeTheFirst, recordedAt: null },
  asOf: resolveAsOf(undefined, now),
}));
