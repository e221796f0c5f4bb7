import { type FeedFilter, readFeed, readLastRecorded } from '#data/feed/read.ts';
import { readSourcesById } from '#data/source/read.ts';
import type { ReadTx } from '#data/transaction.ts';
import { feedEntries, type StandingEvent } from '#domain/feed/entries.ts';
import { oneLine } from '#domain/text/one-line.ts';
import type { TimelineEntry } from '#domain/timeline/timeline.ts';
import { permalinkOf } from '#http/contracts/change.ts';
import { sourcesCited } from '#http/contracts/event.ts';
import type { FileAnswer } from '#http/endpoint.ts';
import { type FeedFormat, feedFormats } from '#http/feeds.ts';

/** What a feed is called and where it belongs. */
export interface FeedFrame {
  readonly title: string;
  readonly description: string;
  /** The page that it is the feed of, as a path on this site. */
  readonly home: string;
  /** Its own path and query. */
  readonly self: string;
}

/** What ids on this site begin with (RFC 4151): they stay when the site moves to HTTPS or another port. */
export function authorityOf(origin: string): string {
  return `tag:${new URL(origin).hostname},2026:`;
}

/** The feed of a filter, written. */
export async function writeFeed(tx: ReadTx, format: FeedFormat, filter: FeedFilter, frame: FeedFrame, origin: string): Promise<FileAnswer> {
  const { changes, events } = await readFeed(tx, filter);
  const authority = authorityOf(origin);
  const entries = feedEntries({
    changes,
    standing: await standingOf(tx, events),
    authority,
    pageOf: (change) => permalinkOf(change) ?? '/corrections',
  });
  const newest = entries
    .map(({ updated }) => updated)
    .toSorted()
    .at(-1);
  const updated = newest ?? (await readLastRecorded(tx)) ?? '1970-01-01T00:00:00.000Z';
  const { mediaType, write } = feedFormats[format];
  const body = write({
    id: `${authority}feed${frame.self.replace(/^\/feeds/, '').replace(`/${format}`, '')}`,
    title: oneLine(`Parley: ${frame.title}`),
    description: oneLine(frame.description),
    home: `${origin}${frame.home}`,
    self: `${origin}${frame.self}`,
    updated,
    origin,
    entries,
  });
  return { mediaType: `${mediaType}; charset=utf-8`, body };
}

async function standingOf(tx: ReadTx, events: ReadonlyMap<string, TimelineEntry>): Promise<ReadonlyMap<string, StandingEvent>> {
  const sources = await readSourcesById(tx, sourcesCited([...events.values()]));
  return new Map(
    [...events].map(([id, { negotiation, event, visibility }]) => {
      const publishers = event.citations.flatMap(({ source }) => sources.get(source)?.publisher ?? []);
      return [id, { negotiation, event, visibility, publishers: [...new Set(publishers)] }] as const;
    }),
  );
}
