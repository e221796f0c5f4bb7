import { SourceList } from '#components/source/source-list.tsx';
import { linkTo } from '#components/ui/link-to.ts';
import { NextPage } from '#components/ui/references.tsx';
import { readSources } from '#data/source/read.ts';
import { sourceKindSchema, sourceKinds } from '#domain/source/source.ts';
import { askedFor, parameter, type SearchParams } from '../as-of.ts';
import { metadataOf } from '../metadata.ts';
import { read } from '../read.ts';
import { PageShell } from '../shell.tsx';
import { viewOf } from '../view.ts';

export const metadata = metadataOf({
  title: 'Sources',
  description: 'Every page that a fact of the record was read on, with what kind of source it is.',
  path: '/sources',
});

export default async function SourcesPage({ searchParams }: { searchParams: SearchParams }) {
  const view = await viewOf(searchParams);
  const asked = await askedFor(searchParams);
  const kind = sourceKindSchema.options.find((known) => known === parameter(asked.kind));
  const slug = parameter(asked.after);
  const { items, next } = await read((tx) =>
    readSources(tx, { limit: 100, ...(kind !== undefined && { kind }), ...(slug !== undefined && { after: { slug } }) }),
  );
  return (
    <PageShell view={view} path="/sources" parameters={{ kind }}>
      <h1 className="text-4xl">Sources</h1>
      <ul className="mt-4 flex flex-wrap gap-x-5 text-sm" aria-label="Kinds of source">
        {[undefined, ...sourceKindSchema.options].map((choice) => (
          <li key={choice ?? 'all'}>
            <a
              href={linkTo('/sources', view.linkDate, { kind: choice })}
              aria-current={choice === kind ? 'true' : undefined}
              className="inline-block py-1 aria-[current]:font-bold"
            >
              {choice === undefined ? 'All' : sourceKinds[choice].label}
            </a>
          </li>
        ))}
      </ul>
      {kind !== undefined && <p className="mt-1 text-soft">{sourceKinds[kind].explanation}</p>}
      <div className="mt-4">
        <SourceList sources={items} view={view} />
        <NextPage href={next === null ? null : linkTo('/sources', view.linkDate, { kind, after: next.slug })} />
      </div>
    </PageShell>
  );
}
