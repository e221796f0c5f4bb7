import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { EventReferences } from '#components/ui/references.tsx';
import { Empty, Section } from '#components/ui/section.tsx';
import { readSource } from '#data/source/read.ts';
import { sourceKinds } from '#domain/source/source.ts';
import { formatDate } from '#domain/time/format.ts';
import type { SearchParams } from '../../as-of.ts';
import { metadataOf } from '../../metadata.ts';
import { oncePerRequest } from '../../once.ts';
import { read } from '../../read.ts';
import { PageShell } from '../../shell.tsx';
import { viewOf } from '../../view.ts';

interface Props {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: SearchParams;
}

const load = oncePerRequest(async ({ params, searchParams }: Props) => {
  const { id } = await params;
  const view = await viewOf(searchParams);
  const found = await read((tx) => readSource(tx, id, { asOf: view.asOf }));
  return found === null ? null : { view, ...found };
});

export async function generateMetadata(props: Props): Promise<Metadata> {
  const found = await load(props);
  if (found === null) return { title: 'Not in the record' };
  const { source } = found;
  return metadataOf({
    title: source.title,
    description: `${source.publisher}: ${source.title}, and every fact that rests on it.`,
    path: `/sources/${source.id}`,
  });
}

export default async function SourcePage(props: Props) {
  const found = await load(props);
  if (found === null) notFound();
  const { view, source, events } = found;
  return (
    <PageShell view={view} path={`/sources/${source.id}`}>
      <p className="text-soft text-sm">
        {source.publisher} · {sourceKinds[source.kind].label}
      </p>
      <h1 className="mt-1 max-w-[50rem] text-3xl">{source.title}</h1>
      <dl className="mt-4 grid max-w-[42rem] grid-cols-[8rem_1fr] gap-y-1 text-sm">
        <dt className="text-soft">Published</dt>
        <dd>{source.publishedOn === null ? 'not stated' : formatDate(source.publishedOn)}</dd>
        <dt className="text-soft">Read on</dt>
        <dd>{formatDate(source.retrievedOn)}</dd>
        <dt className="text-soft">Kind</dt>
        <dd>{sourceKinds[source.kind].explanation}</dd>
        <dt className="text-soft">Address</dt>
        <dd className="break-all">
          {source.url === null ? (
            'none'
          ) : (
            <a href={source.url} rel="noopener noreferrer">
              {source.url}
            </a>
          )}
        </dd>
        {source.note !== undefined && (
          <>
            <dt className="text-soft">Note</dt>
            <dd>{source.note}</dd>
          </>
        )}
      </dl>
      <Section id="cited" title="What rests on it">
        {events.length === 0 ? (
          <Empty>No event by this date rests on this page; terms, disputes, parties or people may.</Empty>
        ) : (
          <EventReferences events={events} view={view} />
        )}
      </Section>
    </PageShell>
  );
}
