import { DisputeItem } from '#components/dispute/dispute-item.tsx';
import { linkTo } from '#components/ui/link-to.ts';
import { NextPage } from '#components/ui/references.tsx';
import { Empty } from '#components/ui/section.tsx';
import { readShortTitles } from '#data/negotiation/read.ts';
import { readDisputes, readSourcesById } from '#data/source/read.ts';
import { askedFor, parameter, type SearchParams } from '../as-of.ts';
import { metadataOf } from '../metadata.ts';
import { read } from '../read.ts';
import { PageShell } from '../shell.tsx';
import { viewOf } from '../view.ts';

export const metadata = metadataOf({
  title: 'Disputes',
  description: 'Where sources or parties disagree: every version, its rank and the reason for it.',
  path: '/disputes',
});

export default async function DisputesPage({ searchParams }: { searchParams: SearchParams }) {
  const view = await viewOf(searchParams);
  const [negotiation = '', id = ''] = (parameter((await askedFor(searchParams)).after) ?? '').split('/');
  const { items, next, sources, names } = await read(async (tx) => {
    const page = await readDisputes(tx, { asOf: view.asOf, limit: 40, ...(id !== '' && { after: { negotiation, id } }) });
    const cited = page.items.flatMap(({ dispute }) =>
      dispute.claims.flatMap((claim) => claim.citations.map((citation) => citation.source)),
    );
    const slugs = [...new Set(page.items.map((item) => item.negotiation))];
    return { ...page, sources: await readSourcesById(tx, [...new Set(cited)]), names: await readShortTitles(tx, slugs) };
  });
  return (
    <PageShell view={view} path="/disputes">
      <h1 className="text-4xl">Where accounts differ</h1>
      <p className="mt-3 max-w-[42rem] text-lg text-soft">
        Nothing is overwritten: each version stands with its sources, its rank, and the reason for it.
      </p>
      {items.length === 0 ? (
        <div className="mt-6">
          <Empty>No dispute is on the record by this date.</Empty>
        </div>
      ) : (
        [...new Set(items.map((item) => item.negotiation))].map((slug) => (
          <section key={slug} className="mt-8">
            <h2 className="text-2xl">
              <a href={linkTo(`/negotiations/${slug}#disputes`, view.linkDate)}>{names.get(slug) ?? slug}</a>
            </h2>
            <ul className="mt-2">
              {items
                .filter((item) => item.negotiation === slug)
                .map(({ dispute }) => (
                  <DisputeItem key={dispute.id} dispute={dispute} sources={sources} view={view} />
                ))}
            </ul>
          </section>
        ))
      )}
      <NextPage href={next === null ? null : linkTo('/disputes', view.linkDate, { after: `${next.negotiation}/${next.id}` })} />
    </PageShell>
  );
}
