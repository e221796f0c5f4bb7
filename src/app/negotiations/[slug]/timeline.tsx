import { EmbedCode } from '#components/embed/code.tsx';
import { EventItem, eventKindNames, sideNames } from '#components/event/event-item.tsx';
import { DataLinks } from '#components/ui/data-links.tsx';
import { linkTo } from '#components/ui/link-to.ts';
import { Empty, Section } from '#components/ui/section.tsx';
import { eventKinds } from '#domain/event/event.ts';
import { formatMonth } from '#domain/time/format.ts';
import { publicOrigin } from '#env';
import { filtersOf, shownOf } from './choice.ts';
import type { Loaded } from './load.ts';

/** The events of a negotiation, narrowed as the reader chose. */
export function TimelineSection({ found }: { found: Loaded }) {
  const { view, negotiation, choice, timeline } = found;
  const { slug } = negotiation;
  const path = `/negotiations/${slug}`;
  return (
    <Section id="timeline" title={choice.all ? 'Timeline' : 'Timeline: the major events'}>
      <p className="text-sm">
        {choice.all ? (
          <a href={linkTo(`${path}#timeline`, view.linkDate)}>Only the major events</a>
        ) : (
          <a href={linkTo(`${path}#timeline`, view.linkDate, { events: 'all' })}>Every event on the record</a>
        )}
      </p>
      <EmbedCode
        view={view}
        origin={publicOrigin()}
        embed={{ kind: 'timeline', parameters: { negotiation: slug }, title: `${negotiation.title}: latest events (Parley)` }}
      />
      <TimelineFilters found={found} path={path} />
      {timeline.items.length > 0 && <DataLinks view={view} shown={shownOf(slug, choice, view)} />}
      <Months found={found} />
      {timeline.next !== null && (
        <p className="mt-4">
          <a
            href={linkTo(`${path}#timeline`, view.linkDate, {
              ...filtersOf(choice),
              after: `${timeline.next.sortKey}/${timeline.next.id}`,
            })}
          >
            Later events
          </a>
        </p>
      )}
    </Section>
  );
}

/** The events by month. */
function Months({ found }: { found: Loaded }) {
  const { timeline, negotiation, sources, people, view } = found;
  if (timeline.items.length === 0) return <Empty>No event fits. Take a filter away, or choose a later date.</Empty>;
  const months = [...new Set(timeline.items.map(({ event }) => formatMonth(event.date)))];
  return months.map((month) => (
    <section key={month} aria-label={month} className="mt-6">
      <h3 className="pb-1 font-sans text-sm tracking-wide uppercase">{month}</h3>
      <ol>
        {timeline.items
          .filter(({ event }) => formatMonth(event.date) === month)
          .map(({ event, visibility }) => (
            <EventItem
              key={event.id}
              event={event}
              announced={visibility === 'ANNOUNCED'}
              timeZone={negotiation.timeZone}
              sources={sources}
              people={people}
              view={view}
            />
          ))}
      </ol>
    </section>
  ));
}

/** What the timeline can be narrowed to: what the negotiation has. */
function TimelineFilters({ found, path }: { found: Loaded; path: string }) {
  const { view, choice, detail, issues, persons, people } = found;
  const issueTitles = new Map(issues.map((issue) => [issue.slug, issue.title]));
  const own = [...new Set(detail.demands.map((demand) => demand.issue))];
  return (
    <details
      className="no-print mt-2 text-sm"
      open={choice.kind.length + choice.issue.length + choice.person.length > 0 || choice.party !== undefined}
    >
      <summary>Narrow the timeline</summary>
      <form action={`${path}#timeline`} method="get" className="mt-2 grid gap-3 border-rule border p-3 sm:grid-cols-2 lg:grid-cols-4">
        {view.linkDate !== null && <input type="hidden" name="asOf" value={view.linkDate} />}
        <label className="grid gap-1">
          Kind
          <select name="kind" defaultValue={choice.kind[0] ?? ''}>
            <option value="">Every kind</option>
            {eventKinds.map((kind) => (
              <option key={kind} value={kind}>
                {eventKindNames[kind]}
              </option>
            ))}
          </select>
        </label>
        <label className="grid gap-1">
          Issue
          <select name="issue" defaultValue={choice.issue[0] ?? ''}>
            <option value="">Every issue</option>
            {own.map((issue) => (
              <option key={issue} value={issue}>
                {issueTitles.get(issue) ?? issue}
              </option>
            ))}
          </select>
        </label>
        <label className="grid gap-1">
          Side
          <select name="party" defaultValue={choice.party ?? ''}>
            <option value="">Both sides</option>
            <option value="UNION">{sideNames.UNION}</option>
            <option value="EMPLOYER">{sideNames.EMPLOYER}</option>
          </select>
        </label>
        <label className="grid gap-1">
          Person
          <select name="person" defaultValue={choice.person[0] ?? ''}>
            <option value="">Everybody</option>
            {persons.map((slug) => (
              <option key={slug} value={slug}>
                {people.get(slug) ?? slug}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="sm:col-span-2 lg:col-span-4">
          Show these events
        </button>
      </form>
    </details>
  );
}
