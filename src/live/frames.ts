import type { Change } from '#domain/change/change.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';

/** A change as it goes over the wire, encoded once for all who listen. */
export interface Frame {
  readonly seq: number;
  readonly negotiation: string | null;
  readonly bytes: Buffer;
}

/** A change as a server-sent event (HTML, 9.2.6): `id` is its number, `event` its kind, `data` the change as JSON on one line. */
export function frameOf(change: Change, data: string): Frame {
  return {
    seq: change.seq,
    negotiation: change.negotiation,
    bytes: Buffer.from(`id: ${change.seq}\nevent: ${change.kind}\ndata: ${data}\n\n`),
  };
}

/** The first words of a stream: when to come back once it breaks, in milliseconds, and from where. A block without data only moves the cursor. */
export function greeting(retryMs: number, head: number): Buffer {
  return Buffer.from(`retry: ${retryMs}\nid: ${head}\n\n`);
}

/** Keeps a quiet connection open, and moves the cursor of those who filter past what was not for them. */
export function heartbeat(head: number): Buffer {
  return Buffer.from(`: still here\nid: ${head}\n\n`);
}

/** Tells a client that it cannot go on from where it was: it has to read the record anew, and follows from `head`. */
export function resetFrame(head: number): Buffer {
  return Buffer.from(`id: ${head}\nevent: reset\ndata: ${JSON.stringify({ seq: head })}\n\n`);
}

/** Tells that a day has begun, in the time zone of the talks: what says "today" is to be read anew. It moves no cursor. */
export function dayFrame(today: CalendarDate): Buffer {
  return Buffer.from(`event: day\ndata: ${JSON.stringify({ today })}\n\n`);
}

/**
 * Says which day it is, by time zone, for pages: one that names an earlier day is to be read anew. It is no event, so that other clients,
 * who are told of each day as it begins, do not hear of it.
 */
export function todayBlock(days: ReadonlyMap<string, CalendarDate>): Buffer {
  return Buffer.from(`today: ${[...days].map((day) => day.join('=')).join(' ')}\n\n`);
}

/** The last words of a stream when the server stops: when to come back. */
export function farewell(retryMs: number): Buffer {
  return Buffer.from(`retry: ${retryMs}\n: restarting\n\n`);
}
