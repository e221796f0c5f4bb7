import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { TokenScope, Writer } from '#domain/access/token.ts';
import type { Database } from '../client.ts';
import { hashOf, newSecret } from './secret.ts';

/** A token that cannot be made or revoked as asked. The message says why, in one line. */
export class TokenError extends Error {
  override readonly name = 'TokenError';
}

/**
 * Makes a token and gives it, this once.
 *
 * @throws TokenError when the name was given before: the log tells by it who wrote, even after it was revoked
 */
export async function createToken(
  database: Database,
  { name, scopes, rate }: { readonly name: string; readonly scopes: readonly TokenScope[]; readonly rate: number | null },
): Promise<string> {
  const secret = newSecret();
  const { count } = await database.apiToken.createMany({
    data: { id: randomUUID(), name, hash: hashOf(secret), scopes: [...new Set(scopes)], rate },
    skipDuplicates: true,
  });
  if (count === 0)
    throw new TokenError(`there is or was a token named "${name}": choose another name, because the log tells by it who wrote`);
  return secret;
}

/**
 * Revokes a token by its name or id. When this returns, nothing more can be written with it: it waits for writes under way.
 *
 * @throws TokenError when there is none, or it was revoked before
 */
export async function revokeToken(database: Database, nameOrId: string): Promise<void> {
  const count = await database.$executeRaw`
    UPDATE "ApiToken" SET "revokedAt" = now() WHERE (${nameOrId} IN ("name", "id")) AND "revokedAt" IS NULL`;
  if (count === 0) throw new TokenError(`there is no token "${nameOrId}" that could be revoked: parley token list names them`);
}

/** How much of its quota a token has used. */
export interface QuotaUse {
  readonly used: number;
  /** Until it begins anew, 1 to 60. */
  readonly secondsLeft: number;
}

const quotaSchema = z.tuple([z.object({ used: z.int(), secondsLeft: z.int() })]);

/**
 * Counts one write of a token. A minute begins with the first write after the last has ended; all processes on the database count
 * together. Its end is kept to the millisecond, rounded, and so may seem a moment more than a minute away.
 */
export async function countWrite(database: Database, { id }: Writer): Promise<QuotaUse> {
  const [use] = quotaSchema.parse(
    await database.$queryRaw`
      INSERT INTO "WriteQuota" AS q ("tokenId", "used", "endsAt") VALUES (${id}, 1, clock_timestamp() + interval '1 minute')
      ON CONFLICT ("tokenId") DO UPDATE SET
        "used" = CASE WHEN q."endsAt" <= clock_timestamp() THEN 1 ELSE least(q."used", 2000000000) + 1 END,
        "endsAt" = CASE WHEN q."endsAt" <= clock_timestamp() THEN excluded."endsAt" ELSE q."endsAt" END
      RETURNING "used", greatest(1, least(60, ceil(extract(epoch FROM "endsAt" - clock_timestamp()))))::int AS "secondsLeft"`,
  );
  return use;
}
