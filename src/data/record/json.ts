import type { Prisma } from '../generated/client.ts';

/** A fact as JSON for the log, in the format of the record: what JSON itself makes of it. */
export function toJson(fact: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(fact));
}
