import { EventCard } from '#components/embed/cards.tsx';
import { EmbedMissing } from '#components/embed/document.tsx';
import { speakerOf } from '#components/event/speaker.ts';
import { linkTo } from '#components/ui/link-to.ts';
import { readLastChange } from '#data/change/read.ts';
import { readNegotiationFrame } from '#data/negotiation/read.ts';
import { readEvent } from '#data/timeline/read.ts';
import type { ReadTx } from '#data/transaction.ts';
import { formatDate } from '#domain/time/format.ts';
import { embedOperations } from '#http/contracts/embed.ts';
import type { FileAnswer } from '#http/endpoint.ts';
import { notFound } from '#http/problem.ts';
import { endpoints } from '../../api/endpoints.ts';
import { sourcesOf, speakerNames } from '../../cited.ts';
import { type EmbedAsked, embedCorrections, embedFile, embedView } from '../embed.tsx';

type Asked = EmbedAsked & { readonly id: string };

/** An event that was retracted goes on answering where it was embedded, and says so. */
async function retracted(tx: ReadTx, asked: Asked): Promise<FileAnswer> {
  const last = await readLastChange(tx, 'EVENT', asked.id);
  if (last?.kind !== 'RETRACTED') throw notFound('event', asked.id);
  return embedFile(
    asked,
    { title: 'Retracted', view: embedView(asked), page: `/events/${asked.id}`, corrections: [last] },
    <EmbedMissing message="What was shown here has been retracted." />,
  );
}

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.file(embedOperations.event, async ({ tx, query }) => {
  const found = await readEvent(tx, query.id, (timeZone) => embedView(query, timeZone).asOf);
  if (found === null) return retracted(tx, query);
  const { entry, asOf } = found;
  const page = linkTo(`/events/${query.id}`, query.asOf ?? null);
  const frame = entry === null ? null : await readNegotiationFrame(tx, entry.negotiation);
  if (entry === null || frame === null)
    return embedFile(
      query,
      { title: 'Not on the record yet', view: embedView(query), page: `/events/${query.id}`, corrections: [] },
      <EmbedMissing message={`This had not happened, nor been announced, by ${formatDate(asOf)}.`} />,
    );
  const { event, visibility } = entry;
  const { negotiation } = frame;
  const view = embedView(query, negotiation.timeZone);
  const sources = await sourcesOf(tx, [event]);
  const people = await speakerNames(tx, [event]);
  const publishers = event.citations.flatMap(({ source }) => sources.get(source)?.publisher ?? []);
  const speaker = event.kind === 'STATEMENT' ? speakerOf(event.statement, people) : null;
  const corrections = await embedCorrections(tx, query, view, [negotiation.slug], { kind: 'EVENT', event: event.id });
  return embedFile(
    query,
    { title: event.headline, view, page, corrections },
    <EventCard
      negotiation={negotiation}
      event={event}
      isAnnounced={visibility === 'ANNOUNCED'}
      speaker={speaker}
      publishers={[...new Set(publishers)]}
      view={view}
    />,
  );
});
