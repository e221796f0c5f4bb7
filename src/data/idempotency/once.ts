import { z } from 'zod';
import { lockLog } from '../change/write.ts';
import type { Database } from '../client.ts';
import { type WriteTx, writeTransaction } from '../transaction.ts';

/** An answer as it is kept, to be given again. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A write under a key: whose it is, and what tells it from another. */
export interface KeyedWrite {
  readonly tokenId: string;
  readonly key: string;
  /** The SHA-256 of the request, in hexadecimal digits. */
  readonly fingerprint: string;
}

/** Why a write under a key was not done: the same is under way, the key was used for another, or the token was revoked meanwhile. */
export class KeyedWriteError extends Error {
  override readonly name = 'KeyedWriteError';
  readonly reason: 'IN_FLIGHT' | 'REUSED' | 'REVOKED';

  constructor(reason: KeyedWriteError['reason']) {
    super(`the write was not done: ${reason}`);
    this.reason = reason;
  }
}

/** How long an answer is kept at least. */
const keptFor = '24 hours';
/** How many old answers a write clears away at most: more than it adds, and few enough not to be felt. */
const clearedAtOnce = 20;
/** A client is told to come back long before; after this long, in milliseconds, a write is given up. */
const longestWrite = 20_000;

const lockedSchema = z.tuple([z.object({ locked: z.boolean() })]);

/**
 * Does a write once, however often it is asked for: the answer is kept in the transaction of its effect and given again to whoever comes
 * with the same key. A write that fails leaves nothing behind, so its key can be used again. It holds the lock of the log.
 *
 * @throws KeyedWriteError when it was not done
 */
export function writeOnce(
  database: Database,
  { tokenId, key, fingerprint }: KeyedWrite,
  perform: (tx: WriteTx) => Promise<KeptAnswer>,
): Promise<{ readonly answer: KeptAnswer; readonly isReplay: boolean }> {
  return writeTransaction(
    database,
    async (tx) => {
      const [{ locked }] = lockedSchema.parse(
        await tx.$queryRaw`SELECT pg_try_advisory_xact_lock(hashtextextended(${`${tokenId} ${key}`}, 0)) AS locked`,
      );
      if (!locked) throw new KeyedWriteError('IN_FLIGHT');
      const kept = await tx.idempotentAnswer.findUnique({ where: { tokenId_key: { tokenId, key } } });
      if (kept !== null) {
        if (kept.fingerprint !== fingerprint) throw new KeyedWriteError('REUSED');
        const { status, headers, body } = kept;
        return { answer: { status, headers: z.record(z.string(), z.string()).parse(headers), body }, isReplay: true };
      }
      await lockLog(tx);
      // Whoever revokes the token waits until this is done, and what comes later sees that it is revoked.
      const alive: unknown[] = await tx.$queryRaw`SELECT 1 FROM "ApiToken" WHERE "id" = ${tokenId} AND "revokedAt" IS NULL FOR SHARE`;
      if (alive.length === 0) throw new KeyedWriteError('REVOKED');
      const answer = await perform(tx);
      await tx.$executeRaw`
        WITH cleared AS (
          DELETE FROM "IdempotentAnswer" WHERE ("tokenId", "key") IN (
            SELECT "tokenId", "key" FROM "IdempotentAnswer" WHERE "createdAt" < now() - ${keptFor}::interval ORDER BY "createdAt" LIMIT ${clearedAtOnce}
          )
        )
        INSERT INTO "IdempotentAnswer" ("tokenId", "key", "fingerprint", "status", "headers", "body")
        VALUES (${tokenId}, ${key}, ${fingerprint}, ${answer.status}, ${answer.headers}::jsonb, ${answer.body})`;
      return { answer, isReplay: false };
    },
    longestWrite,
  );
}
