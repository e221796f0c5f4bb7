import type { Metadata } from 'next';
import { LanesChart, LanesKey } from '#components/charts/lanes.tsx';
import { DayCountFigure, NextStepText, StatusBadge, StatusSentence } from '#components/deal-status/status.tsx';
import { EventItem } from '#components/event/event-item.tsx';
import { Follow } from '#components/follow/follow.tsx';
import { CiteLink } from '#components/quotation/cite.tsx';
import { DataLinks } from '#components/ui/data-links.tsx';
import { linkTo } from '#components/ui/link-to.ts';
import { Empty, Section } from '#components/ui/section.tsx';
import type { View } from '#components/ui/view.ts';
import { type DealStatusRead, readDealStatuses } from '#data/deal-status/read.ts';
import type { NegotiationKey } from '#data/negotiation/read.ts';
import { readTimeline } from '#data/timeline/read.ts';
import { stoppageNouns } from '#domain/deal-status/rules.ts';
import { byUrgency, isLive } from '#domain/deal-status/urgency.ts';
import { homeTimeZone } from '#domain/time/as-of.ts';
import { addDays } from '#domain/time/calendar.ts';
import { formatDate } from '#domain/time/format.ts';
import { calendarDateSchema } from '#domain/time/partial-date.ts';
import { laneAxes, laneOf } from '#domain/timeline/lanes.ts';
import { askedFor, parameter, type SearchParams } from './as-of.ts';
import { calendarOf } from './calendars/address.ts';
import { sourcesOf, speakerNames } from './cited.ts';
import { feedAlternates, feedsOf } from './feeds/discovery.ts';
import { metadataOf } from './metadata.ts';
import { read } from './read.ts';
import { PageShell } from './shell.tsx';
import { viewOf } from './view.ts';

const pageSize = 50;
const latestEvents = 8;

export async function generateMetadata({ searchParams }: { searchParams: SearchParams }): Promise<Metadata> {
  const { asOf, linkDate } = await viewOf(searchParams);
  return metadataOf({
    title: linkDate === null ? 'Where Hollywood’s labor negotiations stand' : `Hollywood’s negotiations on ${formatDate(asOf)}`,
    description: `Where every negotiation between Hollywood’s unions and studios stood on ${formatDate(asOf)}: status, day of the strike, what ends it and what comes next, each with its source.`,
    path: linkTo('/', linkDate),
    feeds: feedAlternates({}, 'Parley'),
    picture: linkTo('/og/board', linkDate),
    markdown: linkTo('/index.md', linkDate),
  });
}

/** The place to go on from, as the link to the next page carries it: `2023-03-20/wga-2023`. */
function keyFrom(text: string | undefined): NegotiationKey | undefined {
  const [startedOn = '', slug = ''] = (text ?? '').split('/');
  return calendarDateSchema.safeParse(startedOn).success && slug !== '' ? { startedOn, slug } : undefined;
}

export default async function BoardPage({ searchParams }: { searchParams: SearchParams }) {
  const view = await viewOf(searchParams);
  const after = keyFrom(parameter((await askedFor(searchParams)).after));
  const board = await read(async (tx) => {
    const { items, next } = await readDealStatuses(tx, { asOf: view.asOf, limit: pageSize, ...(after !== undefined && { after }) });
    const latest = await readTimeline(tx, { asOf: view.asOf, to: view.asOf, significance: 'MAJOR', order: 'desc', limit: latestEvents });
    const events = latest.items.map((entry) => entry.event);
    return { items, next, latest: latest.items, sources: await sourcesOf(tx, events), people: await speakerNames(tx, events) };
  });
  const live = board.items.filter((item) => isLive(item.status)).toSorted((one, other) => byUrgency(one.status, other.status));
  const settled = board.items.filter((item) => !isLive(item.status));
  const names = new Map(board.items.map((item) => [item.negotiation.slug, item.negotiation]));
  const liveIn = (cycle: string) => live.filter((item) => item.negotiation.cycle === cycle).length;
  // The round with most under way comes first, then the latest.
  const cycles = [...new Set(board.items.map((item) => item.negotiation.cycle))].toSorted(
    (one, other) => liveIn(other) - liveIn(one) || (one < other ? 1 : -1),
  );
  return (
    <PageShell view={view} path="/">
      <h1 className="max-w-[60rem] text-4xl sm:text-5xl">
        {leadOf(live, view).map((sentence) => (
          <span key={sentence} className="block">
            {sentence}
          </span>
        ))}
      </h1>
      <p className="mt-3 max-w-[42rem] text-lg text-soft">
        Where each negotiation between Hollywood’s unions and the studios stood on{' '}
        <span className="whitespace-nowrap">{formatDate(view.asOf)}</span>, what would end that, and what comes next.
      </p>
      <Follow feeds={feedsOf({})} calendar={calendarOf('all')} />
      {board.items.length === 0 ? (
        <div className="mt-8">
          <Empty>Nothing is on the record by {formatDate(view.asOf)}. Choose a later date above.</Empty>
        </div>
      ) : (
        <>
          <BoardTable title="Open" items={live} view={view} />
          <BoardTable title="Settled, or not begun" items={settled} view={view} />
          <DataLinks view={view} shown={{ path: '/status', parameters: { limit: String(pageSize) }, name: 'status' }} />
          {board.next !== null && (
            <p className="mt-4">
              <a href={linkTo('/', view.linkDate, { after: `${board.next.startedOn}/${board.next.slug}` })}>Earlier negotiations</a>
            </p>
          )}
          <Section id="lanes" title="The course of the talks">
            <LanesKey />
            {cycles.map((cycle) => {
              const rows = board.items.filter((item) => item.negotiation.cycle === cycle);
              const lanes = rows.map((item) => laneOf(item.moves, view.asOf));
              const opened = lanes
                .flatMap((lane) => lane.bargaining.filter((span) => span.state !== 'NOT_OPENED').map((span) => span.from))
                .toSorted()[0];
              const ended = rows.every((item) => item.status.headline === 'RATIFIED' || item.status.headline === 'SUPERSEDED');
              const last =
                lanes
                  .flatMap((lane) => lane.marks.map((mark) => mark.on))
                  .toSorted()
                  .at(-1) ?? view.asOf;
              const to = ended && addDays(last, 45) < view.asOf ? addDays(last, 45) : view.asOf;
              return opened === undefined ? null : (
                <div key={cycle}>
                  <LanesChart
                    id={`lanes-${cycle}`}
                    title={`The ${cycle} round`}
                    from={addDays(opened, -21)}
                    to={to}
                    rows={rows.map((item, index) => ({
                      slug: item.negotiation.slug,
                      name: item.negotiation.shortTitle,
                      href: linkTo(`/negotiations/${item.negotiation.slug}`, view.linkDate),
                      label: item.status.label,
                      count: item.status.dayCount,
                      lane: lanes[index] ?? laneOf([], view.asOf),
                    }))}
                  />
                  <DataLinks
                    view={view}
                    shown={{
                      path: '/timeline',
                      parameters: {
                        negotiation: rows.map((item) => item.negotiation.slug).join(','),
                        axis: laneAxes.join(','),
                        to: view.asOf,
                        limit: '200',
                      },
                      name: `${cycle} round`,
                    }}
                  />
                </div>
              );
            })}
          </Section>
          <Section id="latest" title="Latest events">
            <ol>
              {board.latest.map(({ event, negotiation }) => (
                <EventItem
                  key={event.id}
                  event={event}
                  timeZone={names.get(negotiation)?.timeZone ?? homeTimeZone}
                  sources={board.sources}
                  people={board.people}
                  view={view}
                  negotiation={names.get(negotiation)?.shortTitle ?? negotiation}
                />
              ))}
            </ol>
          </Section>
        </>
      )}
    </PageShell>
  );
}

/** The state of things in a sentence or two, from the statuses themselves. */
function leadOf(live: readonly DealStatusRead[], view: View): readonly string[] {
  const struck = live.filter(({ status }) => status.headline === 'ON_STRIKE' || status.headline === 'LOCKED_OUT');
  const voting = live.filter(({ status }) => status.headline === 'RATIFICATION_VOTE');
  const [first] = struck;
  const day = first?.status.dayCount;
  const parts = [
    ...(first === undefined || day === null || day === undefined
      ? []
      : [
          `${first.negotiation.shortTitle}: day ${day.inclusive} of the ${stoppageNouns[day.stoppage]}${first.status.axes.bargaining.state === 'BARGAINING' ? ', with both sides at the table' : ''}`,
        ]),
    ...voting.slice(0, 1).map(({ negotiation }) => `${negotiation.shortTitle}: members vote`),
  ];
  if (parts.length > 0) return parts.map((part) => `${part}.`);
  if (live.length === 0)
    return [view.linkDate === null ? 'No negotiation is open.' : `No negotiation was open on ${formatDate(view.asOf)}.`];
  return [`${live.length} ${live.length === 1 ? 'negotiation is' : 'negotiations are'} open, without a stoppage.`];
}

function BoardTable({ title, items, view }: { title: string; items: readonly DealStatusRead[]; view: View }) {
  if (items.length === 0) return null;
  const id = title.toLowerCase().replaceAll(/[^a-z]+/g, '-');
  return (
    <section aria-labelledby={id} className="mt-8">
      <h2 id={id} className="border-ink border-t-2 pt-2 font-sans text-sm tracking-wide uppercase">
        {title}
      </h2>
      <ul>
        {items.map((item) => (
          <li
            key={item.negotiation.slug}
            data-live={`NEGOTIATION:${item.negotiation.slug}`}
            className={`grid gap-x-8 gap-y-2 border-rule border-b lg:grid-cols-[15rem_1fr_15rem] ${isLive(item.status) ? 'py-5' : 'py-3'}`}
          >
            <BoardRow item={item} view={view} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function BoardRow({ item: { negotiation, status, latestEvent }, view }: { item: DealStatusRead; view: View }) {
  const live = isLive(status);
  return (
    <>
      <div>
        <h3 className={live ? 'text-2xl' : 'text-lg'}>
          <a href={linkTo(`/negotiations/${negotiation.slug}`, view.linkDate)} className="no-underline hover:underline">
            {negotiation.shortTitle}
          </a>
        </h3>
        <p className="mt-0.5">
          <StatusBadge headline={status.headline} label={status.label} />
        </p>
        {live && status.dayCount !== null && (
          <div className="mt-2">
            <DayCountFigure count={status.dayCount} />
          </div>
        )}
      </div>
      <div className="max-w-[38rem]">
        <p className={live ? 'font-serif text-lg leading-snug' : 'text-sm'}>
          <StatusSentence sentence={status.explanation} view={view} />
        </p>
        <CiteLink cited={{ negotiation: negotiation.slug }} view={view} />
        {live && status.ends !== null && (
          <p className="mt-2 text-sm">
            <span className="font-semibold">What ends it:</span> {status.ends}
          </p>
        )}
        {latestEvent !== null && (
          <p className="mt-1 text-soft text-sm">
            <span className="font-semibold">Last:</span>{' '}
            <a href={linkTo(`/events/${latestEvent.id}`, view.linkDate)}>{latestEvent.headline}</a>, {formatDate(latestEvent.date)}
          </p>
        )}
      </div>
      <div className="text-sm">
        {live && <p className="font-semibold text-soft text-xs tracking-wide uppercase">Next step</p>}
        <NextStepText step={status.nextStep} view={view} brief={!live} />
      </div>
    </>
  );
}
