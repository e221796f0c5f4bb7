import type { Activity } from '#components/party/activity.tsx';
import { type DealStatusRead, readDealStatuses } from '#data/deal-status/read.ts';
import { readShortTitles } from '#data/negotiation/read.ts';
import type { NegotiationReference } from '#data/party/read.ts';
import { readSessions } from '#data/session/read.ts';
import { readStatements } from '#data/statement/read.ts';
import { readTimeline } from '#data/timeline/read.ts';
import type { ReadTx } from '#data/transaction.ts';
import { readVotes } from '#data/vote/read.ts';
import type { Side } from '#domain/party/party.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import { sourcesOf, speakerNames } from './cited.ts';

/** How many of its latest moves, votes, statements and sessions the page of a party tells. */
const latest = 12;

/** Where the negotiations of a party stand, for its page. */
export async function readStatusesOf(
  tx: ReadTx,
  negotiations: readonly NegotiationReference[],
  asOf: CalendarDate,
): Promise<readonly DealStatusRead[]> {
  if (negotiations.length === 0) return [];
  const { items } = await readDealStatuses(tx, { asOf, negotiations: negotiations.map(({ slug }) => slug), limit: negotiations.length });
  return items;
}

/** What an organization did, said and attended by a date, the latest first: the moves of its side in its negotiations, and the words and presence of its people. */
export async function readActivity(
  tx: ReadTx,
  {
    organization,
    side,
    negotiations,
    asOf,
  }: { organization: string; side: Side; negotiations: readonly NegotiationReference[]; asOf: CalendarDate },
): Promise<Activity> {
  const page = { asOf, to: asOf, order: 'desc', limit: latest } as const;
  const slugs = negotiations.map(({ slug }) => slug);
  const own = { ...page, negotiation: slugs };
  const none = { items: [] };
  const moves = slugs.length === 0 ? none : await readTimeline(tx, { ...own, kind: ['PROPOSAL'], party: side });
  const votes = slugs.length === 0 || side === 'EMPLOYER' ? none : await readVotes(tx, own);
  const said = await readStatements(tx, { ...page, organization });
  const sessions = await readSessions(tx, { ...page, organization });
  const told = [...moves.items, ...votes.items, ...said.items, ...sessions.items];
  const events = told.map(({ event }) => event);
  return {
    moves: moves.items,
    votes: votes.items,
    said: said.items,
    sessions: sessions.items,
    sources: await sourcesOf(tx, events),
    people: await speakerNames(tx, events),
    negotiations: await readShortTitles(tx, [...new Set(told.map(({ negotiation }) => negotiation))]),
  };
}
