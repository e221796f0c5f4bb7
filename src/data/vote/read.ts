import type { Event } from '#domain/event/event.ts';
import type { TimelineEntry, TimelineKey } from '#domain/timeline/timeline.ts';
import type { Vote } from '#domain/vote/vote.ts';
import { found } from '../event/known.ts';
import { Prisma } from '../generated/client.ts';
import type { Page } from '../page.ts';
import { type EventsRequest, readEvents } from '../timeline/read.ts';
import type { ReadTx } from '../transaction.ts';

/** An event that is a vote. */
export type VoteEntry = TimelineEntry<Extract<Event, { kind: 'VOTE' }>>;

/** What a list of votes can be narrowed to. */
export interface VoteFilter extends EventsRequest {
  readonly purpose?: Vote['purpose'] | undefined;
  readonly result?: Vote['result'] | undefined;
}

/** The votes that had been decided or announced by `asOf`, in order of time. */
export async function readVotes(tx: ReadTx, { purpose, result, ...request }: VoteFilter): Promise<Page<VoteEntry, TimelineKey>> {
  const always = [
    Prisma.sql`e."kind" = 'VOTE'`,
    purpose && found(Prisma.sql`FROM "Vote" v WHERE v."eventId" = e."id" AND v."purpose" = ${purpose}::"VotePurpose"`),
  ];
  const effective = [result && found(Prisma.sql`FROM "Vote" v WHERE v."eventId" = e."id" AND v."result" = ${result}::"VoteResult"`)];
  // Before its day a vote has no result.
  const announced = [result !== undefined && result !== 'PENDING' && Prisma.sql`false`];
  const { items, next } = await readEvents(tx, request, [...always, ...effective], [...always, ...announced]);
  return { items: items.flatMap(({ event, ...rest }) => (event.kind === 'VOTE' ? [{ ...rest, event }] : [])), next };
}
