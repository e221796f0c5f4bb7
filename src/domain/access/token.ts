import { slugSchema } from '../text/text.ts';

/** What a token of the API may do: publish new facts, or correct and retract those on record. */
export const tokenScopes = ['PUBLISH', 'CORRECT'] as const;
export type TokenScope = (typeof tokenScopes)[number];

/** The name of a token, which the log gives as the actor of what is written with it. */
export const tokenNameSchema = slugSchema.max(60, 'at most 60 characters');

/** Who writes through the API. */
export interface Writer {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  /** How many writes a minute it may make; null for the usual. */
  readonly rate: number | null;
}

/** A token as it is listed. The token itself is nowhere kept. */
export interface TokenEntry extends Writer {
  readonly createdAt: string;
  readonly revokedAt: string | null;
}
