import { createHash, randomBytes } from 'node:crypto';

/** A new token: 256 random bits, with a beginning that scanners for leaked secrets can look for. */
export function newSecret(): string {
  return `parley_${randomBytes(32).toString('base64url')}`;
}

/**
 * What is kept of a token, 64 hexadecimal digits. A single SHA-256 is enough: slow hashes with salt are for what people think up, and
 * nobody guesses 256 random bits, however fast the hash. Finding a token by its hash tells nothing by the time it takes either, because who
 * asks does not choose the hash.
 */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
