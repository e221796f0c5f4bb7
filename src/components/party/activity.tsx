import type { DealStatus } from '#domain/deal-status/deal-status.ts';
import type { Event } from '#domain/event/event.ts';
import type { Negotiation } from '#domain/negotiation/negotiation.ts';
import type { Source } from '#domain/source/source.ts';
import { homeTimeZone } from '#domain/time/as-of.ts';
import { formatDate } from '#domain/time/format.ts';
import { StatusBadge } from '../deal-status/status.tsx';
import { EventItem } from '../event/event-item.tsx';
import { SessionDetail } from '../session/session-detail.tsx';
import { linkTo } from '../ui/link-to.ts';
import { Empty, Section } from '../ui/section.tsx';
import type { View } from '../ui/view.ts';
import { VoteResult } from '../vote/vote-result.tsx';

interface Told<Fact extends Event = Event> {
  readonly negotiation: string;
  readonly event: Fact;
}

/** What somebody did, said and attended, with what prints it. */
export interface Activity {
  readonly moves: readonly Told[];
  readonly votes: readonly Told<Extract<Event, { kind: 'VOTE' }>>[];
  readonly said: readonly Told[];
  readonly sessions: readonly Told<Extract<Event, { kind: 'SESSION' }>>[];
  readonly sources: ReadonlyMap<string, Source>;
  readonly people: ReadonlyMap<string, string>;
  /** The short titles of the negotiations. */
  readonly negotiations: ReadonlyMap<string, string>;
}

/** Where negotiations stand, in a row each. */
export function Standings({
  items,
  view,
}: {
  items: readonly { readonly negotiation: Negotiation; readonly status: DealStatus }[];
  view: View;
}) {
  return (
    <ul className="grid gap-x-8 sm:grid-cols-2">
      {items.map(({ negotiation, status }) => (
        <li key={negotiation.slug} className="flex flex-wrap items-baseline justify-between gap-x-4 border-rule border-t py-2">
          <a href={linkTo(`/negotiations/${negotiation.slug}`, view.linkDate)} className="font-serif text-lg font-semibold">
            {negotiation.shortTitle}
          </a>
          <span className="text-sm">
            <StatusBadge headline={status.headline} label={status.label} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Events with their text, under the negotiation of each. */
export function ToldEvents({
  items,
  activity,
  view,
}: {
  items: readonly Told[];
  activity: Pick<Activity, 'sources' | 'people' | 'negotiations'>;
  view: View;
}) {
  return (
    <ol>
      {items.map(({ event, negotiation }) => (
        <EventItem
          key={event.id}
          event={event}
          timeZone={homeTimeZone}
          sources={activity.sources}
          people={activity.people}
          view={view}
          negotiation={activity.negotiations.get(negotiation) ?? negotiation}
        />
      ))}
    </ol>
  );
}

/** Sessions with who was in the room. */
export function ToldSessions({
  items,
  activity,
  view,
}: {
  items: Activity['sessions'];
  activity: Pick<Activity, 'people' | 'negotiations'>;
  view: View;
}) {
  return (
    <ol className="grid gap-x-8 sm:grid-cols-2">
      {items.map(({ event, negotiation }) => (
        <li key={event.id} className="border-rule border-t py-2">
          <p className="text-sm">
            <strong className="figure">{formatDate(event.date)}</strong>{' '}
            <a href={linkTo(`/events/${event.id}`, view.linkDate)}>{event.headline}</a>
            <span className="text-soft"> · {activity.negotiations.get(negotiation) ?? negotiation}</span>
          </p>
          <SessionDetail event={event} people={activity.people} view={view} />
        </li>
      ))}
    </ol>
  );
}

/** What a party did, said and attended, the latest first. */
export function PartyActivity({ activity, view }: { activity: Activity; view: View }) {
  const { moves, votes, said, sessions } = activity;
  return (
    <>
      <Section id="did" title="What it did" lead="The latest moves of its side in its negotiations, and the latest votes.">
        {moves.length === 0 ? (
          <Empty>No move is on the record by this date.</Empty>
        ) : (
          <ToldEvents items={moves} activity={activity} view={view} />
        )}
        {votes.length > 0 && (
          <ol className="mt-6 grid gap-x-8 sm:grid-cols-2">
            {votes.map(({ event, negotiation }) => (
              <li key={event.id} className="border-rule border-t py-3">
                <p>
                  <strong className="figure">{formatDate(event.date)}</strong>{' '}
                  <a href={linkTo(`/events/${event.id}`, view.linkDate)}>{event.headline}</a>
                  <span className="text-soft text-sm"> · {activity.negotiations.get(negotiation) ?? negotiation}</span>
                </p>
                <VoteResult vote={event.vote} />
              </li>
            ))}
          </ol>
        )}
      </Section>
      <Section id="said" title="What it said" lead="Latest first: for it, or by people in office there at the time.">
        {said.length === 0 ? (
          <Empty>No statement is on the record by this date.</Empty>
        ) : (
          <ToldEvents items={said} activity={activity} view={view} />
        )}
      </Section>
      <Section id="attended" title="At the table" lead="Sessions that people in office there attended.">
        {sessions.length === 0 ? (
          <Empty>
            No session with people of it is on the record by this date; of most sessions the record does not know who was there.
          </Empty>
        ) : (
          <ToldSessions items={sessions} activity={activity} view={view} />
        )}
      </Section>
    </>
  );
}
