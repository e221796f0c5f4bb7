import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { DisputeItem } from '#components/dispute/dispute-item.tsx';
import { EmbedCode } from '#components/embed/code.tsx';
import { aheadInWords } from '#components/event/ahead.ts';
import { confidenceNames, EventDate, eventKindNames, sideNames } from '#components/event/event-item.tsx';
import { speakerOf } from '#components/event/speaker.ts';
import { Measures } from '#components/position/measures.tsx';
import { CitePanel } from '#components/quotation/cite.tsx';
import { SessionDetail } from '#components/session/session-detail.tsx';
import { JsonLd } from '#components/ui/json-ld.tsx';
import { linkTo } from '#components/ui/link-to.ts';
import { Section } from '#components/ui/section.tsx';
import { VoteResult } from '#components/vote/vote-result.tsx';
import { acts } from '#domain/position/position.ts';
import { sourceKinds } from '#domain/source/source.ts';
import { formatDate } from '#domain/time/format.ts';
import { publicOrigin } from '#env';
import { toQuotationAnswer } from '#http/contracts/quotation.ts';
import { eventData } from '#http/json-ld.ts';
import { metadataOf } from '../../metadata.ts';
import { PageShell } from '../../shell.tsx';
import { viewOf } from '../../view.ts';
import { EventHistory } from './history.tsx';
import { load, type Props } from './load.ts';
import { RetractedEvent } from './retracted.tsx';

export async function generateMetadata(props: Props): Promise<Metadata> {
  const found = await load(props);
  if (found === null) return { title: 'Not in the record' };
  if ('retraction' in found) return { title: `Retracted: ${found.event.headline}`, robots: { index: false } };
  if (found.entry === null) return { title: 'Not on the record yet', robots: { index: false } };
  const { event } = found.entry;
  const { linkDate } = await viewOf(props.searchParams);
  return metadataOf({
    title: event.headline,
    description: event.summary,
    path: `/events/${event.id}`,
    type: 'article',
    picture: linkTo(`/og/events/${event.id}`, linkDate),
    markdown: linkTo(`/events/${event.id}.md`, linkDate),
    embedded: linkTo(`/events/${event.id}`, linkDate),
  });
}

export default async function EventPage(props: Props) {
  const found = await load(props);
  if (found === null) notFound();
  const { id } = await props.params;
  if ('retraction' in found) return <RetractedEvent {...found} view={await viewOf(props.searchParams)} />;
  if (found.entry === null) {
    const view = await viewOf(props.searchParams);
    return (
      <PageShell view={view} path={`/events/${id}`}>
        <h1 className="text-3xl">Not on the record yet on {formatDate(found.asOf)}</h1>
        <p className="mt-3">
          This had not happened, nor been announced, by then. <a href={`/events/${id}`}>See it as it stands today</a>.
        </p>
      </PageShell>
    );
  }
  const { entry, quoted, version, negotiation, disputes, sources, people, definitions, history } = found;
  const { event } = entry;
  const view = await viewOf(props.searchParams, negotiation.timeZone);
  const titles = new Map(definitions.map((definition) => [definition.measure, definition.title]));
  return (
    <PageShell view={view} path={`/events/${id}`} about={[negotiation.slug]}>
      <article data-live={`EVENT:${id}`}>
        <p className="text-soft text-sm">
          <a href={linkTo(`/negotiations/${negotiation.slug}`, view.linkDate)}>{negotiation.title}</a> · {eventKindNames[event.kind]}
        </p>
        <h1 className="mt-1 max-w-[50rem] text-4xl">{event.headline}</h1>
        <p className="figure mt-2 text-soft">
          <EventDate event={event} timeZone={negotiation.timeZone} />
          {event.announcedOn === undefined ? '' : ` · announced on ${formatDate(event.announcedOn)}`}
          {entry.visibility === 'ANNOUNCED' ? ` · ${aheadInWords(event)}` : ''}
        </p>
        <p className="mt-5 max-w-[42rem] text-lg">{event.summary}</p>
        {event.kind === 'STATEMENT' && (
          <blockquote className="mt-5 max-w-[42rem] border-ink border-l-4 pl-4 font-serif text-2xl">
            “{event.statement.quote}”
            <footer className="mt-1 font-sans text-base text-soft">
              {event.statement.speaker === null ? (
                speakerOf(event.statement, people)
              ) : (
                <a href={linkTo(`/people/${event.statement.speaker}`, view.linkDate)}>{speakerOf(event.statement, people)}</a>
              )}
              {event.statement.venue === undefined ? '' : `, ${event.statement.venue}`}
            </footer>
          </blockquote>
        )}
        {event.kind === 'PROPOSAL' && (
          <div className="mt-5 max-w-[42rem]">
            <p>
              <strong className={event.position.party === 'UNION' ? 'text-union' : 'text-employer'}>
                {sideNames[event.position.party]}
              </strong>{' '}
              · {acts[event.position.act].label}. <span className="text-soft">{acts[event.position.act].explanation}</span>
            </p>
            {event.position.moves !== undefined && <Measures measures={event.position.moves} titles={titles} />}
          </div>
        )}
        {event.kind === 'VOTE' && <VoteResult vote={event.vote} />}
        {event.kind === 'SESSION' && (
          <div className="mt-4">
            <SessionDetail event={event} people={people} view={view} />
          </div>
        )}
      </article>
      {event.statusChanges !== undefined && entry.visibility === 'EFFECTIVE' && (
        <Section id="changed" title="What it changed">
          <ul className="figure">
            {event.statusChanges.map((change) => (
              <li key={change.axis}>
                {change.axis.toLowerCase()}: <strong>{change.state.toLowerCase().replaceAll('_', ' ')}</strong>
                {change.axis === 'STOPPAGE' && change.stoppage !== undefined && ` (${change.stoppage.toLowerCase()})`}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section
        id="sources"
        title="Sources"
        lead={
          <>
            <strong>{confidenceNames[event.confidence].label}.</strong> {confidenceNames[event.confidence].explanation}
          </>
        }
      >
        <ol>
          {event.citations.map((citation, index) => {
            const source = sources.get(citation.source);
            return (
              <li key={`${citation.source} ${String(index)}`} className="max-w-[48rem] border-rule border-t py-3">
                <p>
                  <a href={linkTo(`/sources/${citation.source}`, view.linkDate)}>{source?.title ?? citation.source}</a>
                </p>
                <p className="text-soft text-sm">
                  {source !== undefined && (
                    <>
                      {source.publisher}
                      {source.publishedOn === null ? '' : `, ${formatDate(source.publishedOn)}`} ·{' '}
                      {sourceKinds[source.kind].label.toLowerCase()} · read on {formatDate(source.retrievedOn)}
                      {source.url !== null && (
                        <>
                          {' · '}
                          <a href={source.url} rel="noopener noreferrer">
                            {new URL(source.url).hostname}
                          </a>
                        </>
                      )}
                    </>
                  )}
                </p>
                {citation.quote !== undefined && <blockquote className="mt-1 font-serif">“{citation.quote}”</blockquote>}
                {citation.note !== undefined && <p className="mt-1 text-sm">{citation.note}</p>}
              </li>
            );
          })}
        </ol>
      </Section>
      {disputes.length > 0 && (
        <Section id="disputes" title="Disputed">
          <ul>
            {disputes.map((dispute) => (
              <DisputeItem key={dispute.id} dispute={dispute} sources={sources} view={view} />
            ))}
          </ul>
        </Section>
      )}
      {quoted !== null && (
        <Section id="cite" title="Cite and quote">
          <CitePanel
            quotation={toQuotationAnswer(quoted.quotation, quoted.path, publicOrigin(), version)}
            cited={{ event: event.id }}
            asOf={found.asOf}
          />
        </Section>
      )}
      <EventHistory history={history} isWhole={view.linkDate === null || entry.visibility === 'EFFECTIVE'} />
      <EmbedCode embed={{ kind: 'event', parameters: { id }, title: `${event.headline} (Parley)` }} view={view} origin={publicOrigin()} />
      <JsonLd data={eventData(event, negotiation, history, publicOrigin())} />
      <p className="mt-10 text-soft text-sm">
        Permalink: <a href={`/events/${event.id}`}>/events/{event.id}</a> · <a href={`/api/v1/events/${event.id}`}>as JSON</a> ·{' '}
        <a href={`/api/v1/events/${event.id}/history`}>its history as JSON</a>
      </p>
    </PageShell>
  );
}
