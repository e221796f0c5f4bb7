import { publishEntry } from '#data/record/entry.ts';
import { publishOperation } from '#http/contracts/publishing.ts';
import { endpoints } from '../../endpoints.ts';
import { presentWritten, write } from '../../writes.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.writesOnly(
  write(publishOperation, async ({ tx, json, actor, now, origin }) => presentWritten(tx, await publishEntry(tx, json, actor), now, origin)),
);
