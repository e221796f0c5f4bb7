import type { TokenEntry, Writer } from '#domain/access/token.ts';
import type { Database } from '../client.ts';
import { hashOf } from './secret.ts';

const writerSelect = { id: true, name: true, scopes: true, rate: true } as const;

/** Who a token stands for; null where it was never given or is revoked. */
export async function readWriter(database: Database, secret: string): Promise<Writer | null> {
  return database.apiToken.findUnique({ where: { hash: hashOf(secret), revokedAt: null }, select: writerSelect });
}

/** All tokens, by name. */
export async function readTokens(database: Database): Promise<readonly TokenEntry[]> {
  const rows = await database.apiToken.findMany({
    orderBy: { name: 'asc' },
    select: { ...writerSelect, createdAt: true, revokedAt: true },
  });
  return rows.map(({ createdAt, revokedAt, ...writer }) => ({
    ...writer,
    createdAt: createdAt.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
  }));
}
