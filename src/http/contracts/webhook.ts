import { z } from 'zod';
import { type Change, changeEntities, changeKinds } from '#domain/change/change.ts';
import { changeAnswer, toChangeAnswer } from './change.ts';

/** The message by which a webhook tells a change: a type, a moment and data, as Standard Webhooks 1.0 has it. */
export const webhookMessage = z
  .strictObject({
    type: z
      .templateLiteral([z.enum(changeEntities.map(lower)), '.', z.enum(changeKinds.map(lower))])
      .meta({ description: 'What happened to which kind of fact, such as `event.corrected`.' }),
    timestamp: z.iso.datetime().meta({ description: 'When this record said so first: `data.recordedAt`.' }),
    data: changeAnswer,
  })
  .meta({ id: 'WebhookMessage', description: 'A change, as a webhook is told it.' });
export type WebhookMessage = z.infer<typeof webhookMessage>;

function lower<Text extends string>(text: Text): Lowercase<Text>;
function lower(text: string): string {
  return text.toLowerCase();
}

/** A change as a message: its data are what `GET /changes` and the stream say of it. */
export function toWebhookMessage(change: Change, origin: string): WebhookMessage {
  return { type: `${lower(change.entity)}.${lower(change.kind)}`, timestamp: change.recordedAt, data: toChangeAnswer(change, origin) };
}

/** The header `webhook-id` of a change: the same in every attempt and every replay, so that a receiver knows what it has. */
export function webhookMessageId({ seq }: Pick<Change, 'seq'>): string {
  return `change_${seq}`;
}
