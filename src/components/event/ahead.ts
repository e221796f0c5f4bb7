import type { Event } from '#domain/event/event.ts';

/** What is said of an event that was known before its day: of a vote, whose poll may be open by then, that it has no result. */
export function aheadInWords({ kind }: Event): string {
  return kind === 'VOTE' ? 'no result yet' : 'announced, not yet in effect';
}
