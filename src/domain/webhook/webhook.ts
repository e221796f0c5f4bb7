import type { Change } from '../change/change.ts';
import type { EventKind } from '../event/event.ts';

/** Which changes a webhook is told: all of them, or those of one negotiation, to events of one kind, or both. */
export interface WebhookFilter {
  readonly negotiation: string | null;
  readonly kind: EventKind | null;
}

/** Why a webhook is told nothing more: its receiver said that it is gone, or has not taken a message for too long. */
export type DisabledFor = 'GONE' | 'HOPELESS';

/** Where the messages of a webhook stand. */
export interface WebhookProgress {
  /** The last change that was delivered or is not for it. */
  readonly cursor: number;
  /** How often the next message has failed in a row. */
  readonly failures: number;
  /** The moment of the first of these failures; null where there is none. */
  readonly failingSince: string | null;
  /** When the next message is tried again; null where it is not waited for. */
  readonly nextAttemptAt: string | null;
  readonly disabled: { readonly at: string; readonly reason: DisabledFor } | null;
}

/** An address that is told of changes. */
export interface Webhook extends WebhookFilter, WebhookProgress {
  readonly id: string;
  readonly url: string;
  /** The key of its signatures, as its receiver has it. */
  readonly secret: string;
  readonly createdAt: string;
}

/** What came of one attempt: the status of the answer and how it begins, or why there was none. */
export type WebhookOutcome =
  | { readonly status: number; readonly answer: string; readonly error: null }
  | { readonly status: null; readonly answer: null; readonly error: string };

/** An outcome with how many seconds the receiver asks to be left alone; null where it asks for nothing. */
export type WebhookReply = WebhookOutcome & { readonly retryAfter: number | null };

/** One attempt, as the delivery log keeps it. */
export type WebhookAttempt = WebhookOutcome & {
  /** The number of the change; null for a test. */
  readonly seq: number | null;
  /** Which attempt at this message it was, counted from 1. */
  readonly attempt: number;
  readonly durationMs: number;
};

/** Whether a change is for a webhook. An event whose kind was corrected is for those who follow either kind. */
export function concerns(
  { negotiation, kind }: WebhookFilter,
  change: Pick<Change, 'entity' | 'negotiation' | 'before' | 'after'>,
): boolean {
  if (negotiation !== null && change.negotiation !== negotiation) return false;
  return kind === null || (change.entity === 'EVENT' && [change.before?.kind, change.after?.kind].includes(kind));
}

/** Whether a receiver has taken a message: only a 2xx says so. A redirect is a failure. */
export function wasTaken({ status }: WebhookOutcome): boolean {
  return status !== null && status >= 200 && status < 300;
}

const minute = 60;
const hour = 60 * minute;

/** How long is waited after each failure in a row, in seconds: the timetable that Standard Webhooks 1.0 recommends, a little over three days. */
const retryDelays: readonly number[] = [5, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour];

/** How many seconds are waited after so many failures in a row; null where the receiver has had its chances. */
export function retryDelay(failures: number): number | null {
  return retryDelays[failures - 1] ?? null;
}

/** What follows a failure: another attempt after some seconds, or no more. */
export type AfterFailure = { readonly delay: number } | { readonly disable: DisabledFor };

/** The longest that a receiver can ask for, in seconds. */
const longestRest = 24 * hour;

/**
 * What follows a failure. A receiver that answers 410 wants no more. One that is overloaded may say for how long (RFC 9110, 10.2.3), and
 * is not tried again before.
 *
 * @param failures how many there were in a row, with this one
 * @param delayAfter see {@link retryDelay}
 */
export function afterFailure(
  { status, retryAfter }: Pick<WebhookReply, 'status' | 'retryAfter'>,
  failures: number,
  delayAfter: typeof retryDelay = retryDelay,
): AfterFailure {
  if (status === 410) return { disable: 'GONE' };
  const delay = delayAfter(failures);
  return delay === null ? { disable: 'HOPELESS' } : { delay: Math.max(delay, Math.min(retryAfter ?? 0, longestRest)) };
}
