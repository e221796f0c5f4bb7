import { createHmac } from 'node:crypto';

/** What a signature covers. */
export interface SignedParts {
  /** The header `webhook-id`: the same in every attempt at a message. */
  readonly id: string;
  /** The header `webhook-timestamp`: the moment of the attempt, in whole seconds of the epoch. */
  readonly timestamp: number;
  readonly body: string;
}

/**
 * The headers of a message by Standard Webhooks 1.0: its id, the moment of the attempt, and the HMAC-SHA256 of both and the body.
 *
 * @param secret `whsec_` and the key in base64
 */
export function signedHeaders(secret: string, { id, timestamp, body }: SignedParts): Readonly<Record<string, string>> {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': `v1,${signature}` };
}
