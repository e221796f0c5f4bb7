import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ChangeItem } from '#components/change/change-item.tsx';
import { AxesMoved, NumbersMoved, StatusBeforeAndAfter } from '#components/difference/difference.tsx';
import { EventItem } from '#components/event/event-item.tsx';
import { linkTo } from '#components/ui/link-to.ts';
import { Empty, Section } from '#components/ui/section.tsx';
import { type Difference, readDifference, readDifferenceSince } from '#data/difference/read.ts';
import { readNegotiationFrame } from '#data/negotiation/read.ts';
import { readTimeline } from '#data/timeline/read.ts';
import { week } from '#domain/difference/difference.ts';
import type { Event } from '#domain/event/event.ts';
import { addDays } from '#domain/time/calendar.ts';
import { formatDate } from '#domain/time/format.ts';
import { earliestDay, effectiveDay, latestDay } from '#domain/time/partial-date.ts';
import { permalinkOf } from '#http/contracts/change.ts';
import { askedFor, dateParameter, parameter, type SearchParams } from '../../../as-of.ts';
import { sourcesOf, speakerNames } from '../../../cited.ts';
import { metadataOf } from '../../../metadata.ts';
import { oncePerRequest } from '../../../once.ts';
import { read } from '../../../read.ts';
import { PageShell } from '../../../shell.tsx';
import { viewOf } from '../../../view.ts';

interface Props {
  readonly params: Promise<{ slug: string }>;
  readonly searchParams: SearchParams;
}

/** What the address asks for. The date control of the page names its date `asOf`, which is the later one here. */
async function askedOf(searchParams: SearchParams) {
  const { from, to, asOf, since } = await askedFor(searchParams);
  const [one, other] = [dateParameter(from), dateParameter(to) ?? dateParameter(asOf)];
  // Two dates in the wrong order can only mean one thing.
  const isTurned = one !== undefined && other !== undefined && earliestDay(one) > latestDay(other);
  const [first, last] = isTurned ? [other, one] : [one, other];
  const number = parameter(since);
  if (number !== undefined && !/^[1-9]\d{0,8}$/.test(number)) notFound();
  return { from: first && earliestDay(first), to: last && latestDay(last), since: number === undefined ? null : Number(number) };
}

const load = oncePerRequest(async ({ params, searchParams }: Props) => {
  const { slug } = await params;
  const asked = await askedOf(searchParams);
  return read(async (tx) => {
    const frame = await readNegotiationFrame(tx, slug);
    if (frame === null) return null;
    const { negotiation, knownFrom } = frame;
    const at = asked.since === null && asked.to !== undefined ? { asOf: asked.to } : {};
    const view = await viewOf(Promise.resolve(at), negotiation.timeZone);
    const first = asked.from ?? addDays(view.asOf, -week);
    const from = first < view.asOf ? first : view.asOf;
    const own = { view, negotiation, from, since: asked.since };
    if (knownFrom === null || view.asOf < knownFrom) return { ...own, difference: null };
    const difference =
      asked.since === null
        ? await readDifference(tx, frame, { from, to: view.asOf })
        : await readDifferenceSince(tx, frame, { since: asked.since, to: view.asOf });
    const events = difference.events.map(({ event }) => event);
    // Where nothing happened, the last that did is what a reader looks for.
    const { items } =
      events.length > 0
        ? { items: [] }
        : await readTimeline(tx, { negotiation: [slug], asOf: view.asOf, to: view.asOf, order: 'desc', limit: 1 });
    return {
      ...own,
      from: difference.before.asOf,
      difference,
      latest: items[0]?.event ?? null,
      sources: await sourcesOf(tx, events),
      people: await speakerNames(tx, events),
    };
  });
});

export async function generateMetadata(props: Props): Promise<Metadata> {
  const found = await load(props);
  if (found === null) return { title: 'Not in the record' };
  const { negotiation, from, view, since } = found;
  const span = since === null ? `from ${formatDate(from)} to ${formatDate(view.asOf)}` : 'since your last visit';
  return {
    ...metadataOf({
      title: `What changed in ${negotiation.shortTitle} ${span}`,
      description: `What changed in the status, numbers and events of ${negotiation.title}: ${span}.`,
      path: linkTo(`/negotiations/${negotiation.slug}/changes`, null, { from, to: view.linkDate ?? undefined }),
      picture: linkTo(`/og/negotiations/${negotiation.slug}`, view.linkDate),
    }),
    // There are as many of these pages as pairs of days.
    robots: { index: false },
  };
}

export default async function ChangesPage(props: Props) {
  const found = await load(props);
  if (found === null) notFound();
  const { view, negotiation, from, since } = found;
  const { slug } = negotiation;
  const path = `/negotiations/${slug}/changes`;
  const spans = [
    ['The day before', addDays(view.asOf, -1)],
    ['A week before', addDays(view.asOf, -week)],
    ['30 days before', addDays(view.asOf, -30)],
    ['90 days before', addDays(view.asOf, -90)],
  ] as const;
  return (
    <PageShell view={view} path={path} parameters={since === null ? { from } : { since: String(since) }} negotiation={slug}>
      <p className="text-soft text-sm">
        <a href={linkTo(`/negotiations/${slug}`, view.linkDate)}>{negotiation.title}</a>
      </p>
      <h1 className="mt-1 text-4xl">
        What changed {since === null ? `between ${formatDate(from)} and ${formatDate(view.asOf)}` : 'since you were here'}
      </h1>
      <form action={path} method="get" className="no-print mt-5 flex flex-wrap items-center gap-x-3 gap-y-2 text-sm">
        <label htmlFor="from" className="font-semibold">
          From the end of
        </label>
        <input id="from" type="date" name="from" defaultValue={from} required className="figure" />
        <label htmlFor="to" className="font-semibold">
          to the end of
        </label>
        <input id="to" type="date" name="to" defaultValue={view.asOf} required className="figure" />
        <button type="submit">Compare</button>
      </form>
      <ul className="no-print mt-2 flex flex-wrap gap-x-5 text-sm">
        {spans.map(([name, day]) => (
          <li key={name}>
            <a href={linkTo(path, null, { from: day, to: view.linkDate ?? undefined })} className="inline-block py-1">
              {name}
            </a>
          </li>
        ))}
      </ul>
      {found.difference === null ? (
        <div className="mt-8">
          <Empty>Nothing about this negotiation had happened or been announced by {formatDate(view.asOf)}.</Empty>
        </div>
      ) : (
        <Changed {...found} difference={found.difference} />
      )}
      {view.version !== null && view.linkDate === null && (
        <p className="no-print mt-10 max-w-[42rem] border-rule border-l-4 py-1 pl-3">
          <strong>For your next visit:</strong> bookmark <a href={linkTo(path, null, { since: String(view.version) })}>this address</a>. It
          remembers how far the record had come, so that it shows whatever is new, and every correction, when you open it again. Nothing
          about you is kept.
        </p>
      )}
      <p className="mt-6 text-soft text-sm">
        The same as data:{' '}
        <a
          href={`/api/v1/negotiations/${slug}/diff?${since === null ? `from=${from}${view.linkDate === null ? '' : `&to=${view.linkDate}`}` : `since=${since}`}`}
        >
          as JSON
        </a>
      </p>
    </PageShell>
  );
}

type Found = NonNullable<Awaited<ReturnType<typeof load>>>;

function Changed({
  view,
  negotiation,
  since,
  difference,
  latest = null,
  sources = new Map(),
  people = new Map(),
}: Pick<Found, 'view' | 'negotiation' | 'since'> & {
  difference: Difference;
  latest?: Event | null;
  sources?: Awaited<ReturnType<typeof sourcesOf>>;
  people?: Awaited<ReturnType<typeof speakerNames>>;
}) {
  const { before, after, axes, numbers, events, changes, complete } = difference;
  const { slug, timeZone } = negotiation;
  return (
    <>
      <Section id="status" title="Where it stood, where it stands">
        <StatusBeforeAndAfter
          before={{ asOf: before.asOf, status: before.status?.status ?? null }}
          after={{ asOf: after.asOf, status: after.status.status }}
          view={view}
        />
        {axes.length > 0 && <AxesMoved moves={axes} view={view} />}
      </Section>
      {since !== null && (
        <Section
          id="record"
          title="What was written into the record since"
          lead="Everything of this negotiation that was published, corrected or retracted, the earliest first."
        >
          {changes.length === 0 ? (
            <Empty>Nothing was: you have seen all of it.</Empty>
          ) : (
            <ol>
              {changes.map((change) => (
                <ChangeItem key={change.seq} change={change} path={permalinkOf(change)} view={view} />
              ))}
            </ol>
          )}
        </Section>
      )}
      <Section id="numbers" title="Numbers that moved">
        {numbers.length === 0 ? <Empty>None between these two dates.</Empty> : <NumbersMoved moves={numbers} />}
      </Section>
      <Section id="events" title={events.length === 0 ? 'What happened' : `What happened: ${events.length}${complete ? '' : ' and more'}`}>
        {events.length === 0 ? (
          <>
            <Empty>Nothing that the record knows of took effect or was announced between these two dates.</Empty>
            {latest !== null && (
              <p className="mt-3 max-w-[42rem] text-sm">
                The last before them: <a href={linkTo(`/events/${latest.id}`, view.linkDate)}>{latest.headline}</a>,{' '}
                {formatDate(latest.date)}.{' '}
                <a
                  href={linkTo(`/negotiations/${slug}/changes`, null, {
                    from: addDays(effectiveDay(latest.date), -week),
                    to: effectiveDay(latest.date),
                  })}
                >
                  What changed in the week to that day
                </a>
              </p>
            )}
          </>
        ) : (
          <ol>
            {events.map(({ event, visibility }) => (
              <EventItem
                key={event.id}
                event={event}
                announced={visibility === 'ANNOUNCED'}
                timeZone={timeZone}
                sources={sources}
                people={people}
                view={view}
              />
            ))}
          </ol>
        )}
        {!complete && (
          <p className="mt-4">
            There is more than fits here: <a href={linkTo(`/negotiations/${slug}`, view.linkDate, { events: 'all' })}>the whole timeline</a>
            .
          </p>
        )}
      </Section>
    </>
  );
}
