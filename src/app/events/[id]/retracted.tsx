import { Reason, RecordedAt } from '#components/change/change.tsx';
import { eventKindNames } from '#components/event/event-item.tsx';
import { linkTo } from '#components/ui/link-to.ts';
import type { View } from '#components/ui/view.ts';
import type { Change } from '#domain/change/change.ts';
import type { Event } from '#domain/event/event.ts';
import type { Negotiation } from '#domain/negotiation/negotiation.ts';
import type { Source } from '#domain/source/source.ts';
import { formatDate, formatDateRange } from '#domain/time/format.ts';
import { PageShell } from '../../shell.tsx';
import { EventHistory } from './history.tsx';

interface Retracted {
  readonly event: Event;
  readonly retraction: Change;
  readonly negotiation: Negotiation | null;
  readonly sources: ReadonlyMap<string, Source>;
  readonly history: readonly Change[];
  readonly view: View;
}

/** The page of an event that was retracted: what it said, why it is gone, and since when. */
export function RetractedEvent({ event, retraction, negotiation, sources, history, view }: Retracted) {
  return (
    <PageShell view={view} path={`/events/${event.id}`} about={negotiation === null ? undefined : [negotiation.slug]}>
      <article>
        <p className="text-soft text-sm">
          {negotiation !== null && (
            <>
              <a href={linkTo(`/negotiations/${negotiation.slug}`, view.linkDate)}>{negotiation.title}</a> ·{' '}
            </>
          )}
          {eventKindNames[event.kind]}
        </p>
        <div className="mt-2 max-w-[50rem] border-strike border-l-4 py-1 pl-4">
          <p className="font-semibold text-lg">
            <span className="text-strike">Retracted</span> on <RecordedAt change={retraction} />
          </p>
          <Reason change={retraction} />
        </div>
        <h1 className="mt-5 max-w-[50rem] text-4xl">
          <del>{event.headline}</del>
        </h1>
        <p className="figure mt-2 text-soft">
          <del>{event.endDate === undefined ? formatDate(event.date) : formatDateRange(event.date, event.endDate)}</del>
        </p>
        <p className="mt-5 max-w-[42rem] text-lg">
          <del>{event.summary}</del>
        </p>
        {event.kind === 'STATEMENT' && (
          <blockquote className="mt-5 max-w-[42rem] border-rule border-l-4 pl-4 font-serif text-2xl">
            <del>“{event.statement.quote}”</del>
          </blockquote>
        )}
        <p className="mt-5 text-soft text-sm">
          It rested on{' '}
          {[...sources.values()].map(({ id, title, publisher }, index) => (
            <span key={id}>
              {index > 0 && '; '}
              <a href={linkTo(`/sources/${id}`, view.linkDate)}>{title}</a> ({publisher})
            </span>
          ))}
          . It counts for no status, timeline or comparison any more.
        </p>
      </article>
      <EventHistory history={history} isWhole={true} />
      <p className="mt-10 text-soft text-sm">
        Permalink: <a href={`/events/${event.id}`}>/events/{event.id}</a> ·{' '}
        <a href={`/api/v1/events/${event.id}/history`}>its history as JSON</a>
      </p>
    </PageShell>
  );
}
