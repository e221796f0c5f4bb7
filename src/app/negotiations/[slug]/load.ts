import { readIssues } from '#data/issue/read.ts';
import { readNegotiation, readNegotiationFrame } from '#data/negotiation/read.ts';
import { readNames } from '#data/party/read.ts';
import { readDefinitions, readLadders } from '#data/position/read.ts';
import { readSessions } from '#data/session/read.ts';
import { readSourcesById } from '#data/source/read.ts';
import { readTimeline } from '#data/timeline/read.ts';
import { readVotes } from '#data/vote/read.ts';
import type { SearchParams } from '../../as-of.ts';
import { sourcesOf, speakerNames, speakersAndAttendees } from '../../cited.ts';
import { oncePerRequest } from '../../once.ts';
import { read } from '../../read.ts';
import { viewOf } from '../../view.ts';
import { choiceOf, timelineSize } from './choice.ts';

/** What the page is asked. */
export interface Props {
  readonly params: Promise<{ slug: string }>;
  readonly searchParams: SearchParams;
}

/** How many sessions and votes. */
export const pageSize = 200;

/** What the page shows; null where there is no such negotiation, without details where nothing of it was known by the date. */
export const load = oncePerRequest(async ({ params, searchParams }: Props) => {
  const { slug } = await params;
  const choice = await choiceOf(searchParams);
  const frame = await read((tx) => readNegotiationFrame(tx, slug));
  if (frame === null) return null;
  const view = await viewOf(searchParams, frame.negotiation.timeZone);
  if (frame.knownFrom === null || view.asOf < frame.knownFrom) return { view, negotiation: frame.negotiation, detail: null };
  return read(async (tx) => {
    const detail = await readNegotiation(tx, frame, view.asOf);
    const own = { asOf: view.asOf, negotiation: [slug] };
    const timeline = await readTimeline(tx, {
      ...own,
      order: 'asc',
      limit: timelineSize,
      ...(choice.all ? {} : { significance: 'MAJOR' as const }),
      ...(choice.kind.length > 0 && { kind: choice.kind }),
      ...(choice.issue.length > 0 && { issue: choice.issue }),
      ...(choice.party !== undefined && { party: choice.party }),
      ...(choice.person.length > 0 && { person: choice.person }),
      ...(choice.after !== undefined && { after: choice.after }),
    });
    const sessions = await readSessions(tx, { ...own, order: 'asc', limit: pageSize });
    const votes = await readVotes(tx, { ...own, order: 'asc', limit: pageSize });
    const ladders = await readLadders(tx, slug, { asOf: view.asOf });
    const { items: issues } = await readIssues(tx, { limit: 200 });
    const events = timeline.items.map((entry) => entry.event);
    const agreement = detail.agreement?.agreement ?? null;
    const counted = detail.negotiation.workersCovered ?? [];
    const cited = [...(agreement?.terms ?? []), ...detail.disputes.flatMap((dispute) => dispute.claims), ...counted].flatMap((fact) =>
      fact.citations.map((citation) => citation.source),
    );
    const { unions, association, studios = [] } = detail.negotiation;
    return {
      view,
      negotiation: detail.negotiation,
      detail,
      choice,
      timeline,
      sessions: sessions.items,
      votes: votes.items,
      ladders,
      issues,
      parties: await readNames(tx, { unions, studios, associations: association === undefined ? [] : [association] }),
      people: await speakerNames(tx, [...events, ...sessions.items.map((entry) => entry.event)]),
      persons: speakersAndAttendees([...events, ...sessions.items.map((entry) => entry.event)]),
      sources: new Map([...(await sourcesOf(tx, events)), ...(await readSourcesById(tx, [...new Set(cited)]))]),
      titles: new Map((await readDefinitions(tx, [agreement], [])).map(({ measure, title }) => [measure, title])),
    };
  });
});

/** What the page shows of a negotiation that was known by the date. */
export type Loaded = Extract<NonNullable<Awaited<ReturnType<typeof load>>>, { readonly timeline: unknown }>;
