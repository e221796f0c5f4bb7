import { notFound } from 'next/navigation';
import { ChangeItem } from '#components/change/change-item.tsx';
import { Follow } from '#components/follow/follow.tsx';
import { linkTo } from '#components/ui/link-to.ts';
import { NextPage } from '#components/ui/references.tsx';
import { Empty } from '#components/ui/section.tsx';
import type { View } from '#components/ui/view.ts';
import { readCorrections, readVersion, readVersionAt } from '#data/change/read.ts';
import { readNegotiationFrame, readNegotiations } from '#data/negotiation/read.ts';
import { pageOf } from '#data/page.ts';
import type { Negotiation } from '#domain/negotiation/negotiation.ts';
import { homeTimeZone } from '#domain/time/as-of.ts';
import { endOfDay } from '#domain/time/zone.ts';
import { permalinkOf } from '#http/contracts/change.ts';
import { askedFor, parameter, type SearchParams } from '../as-of.ts';
import { correctionsAlternates, feedsOf } from '../feeds/discovery.ts';
import { metadataOf } from '../metadata.ts';
import { read } from '../read.ts';
import { PageShell } from '../shell.tsx';
import { viewOf } from '../view.ts';

export const metadata = metadataOf({
  title: 'Corrections',
  description: 'Every correction and retraction of the record: what it said, what it says, why and when.',
  path: '/corrections',
  feeds: correctionsAlternates(),
});

const perPage = 40;

/** The corrections made by the date that the page shows, and the negotiations to choose among. */
async function load(view: View, { negotiation, before }: { negotiation: string | undefined; before: string | undefined }) {
  return read(async (tx) => {
    if (negotiation !== undefined && (await readNegotiationFrame(tx, negotiation)) === null) return null;
    // A day that has not ended shows what has been corrected so far, however far ahead it lies.
    const version = view.asOf < view.today ? await readVersionAt(tx, endOfDay(view.asOf, homeTimeZone)) : await readVersion(tx);
    const until = before !== undefined && /^\d{1,9}$/.test(before) ? Math.min(version, Number(before) - 1) : version;
    const changes = await readCorrections(tx, { until, negotiation, limit: perPage + 1 });
    const { items } = await readNegotiations(tx, { asOf: view.asOf, limit: 200 });
    return { ...pageOf(changes, perPage, ({ seq }) => seq), negotiations: items.map((frame) => frame.negotiation) };
  });
}

export default async function CorrectionsPage({ searchParams }: { searchParams: SearchParams }) {
  const view = await viewOf(searchParams);
  const asked = await askedFor(searchParams);
  const negotiation = parameter(asked.negotiation);
  const found = await load(view, { negotiation, before: parameter(asked.before) });
  if (found === null) notFound();
  const { items, next, negotiations } = found;
  const names = new Map(negotiations.map(({ slug, shortTitle }) => [slug, shortTitle]));
  return (
    <PageShell view={view} path="/corrections" parameters={{ negotiation }}>
      <h1 className="text-4xl">Corrections</h1>
      <p className="mt-3 max-w-[42rem] text-lg text-soft">
        Nothing is overwritten. Where the record was wrong, this is what it said, what it says since, why, and when that changed: the latest
        first.
      </p>
      <Follow feeds={feedsOf({ negotiation: negotiation === undefined ? undefined : [negotiation] }, 'corrections/')} />
      <Filter negotiations={negotiations} chosen={negotiation} linkDate={view.linkDate} />
      {items.length === 0 ? (
        <NoneYet view={view} narrowed={negotiation !== undefined} />
      ) : (
        <ol className="mt-6">
          {items.map((change) => (
            <ChangeItem
              key={change.seq}
              change={change}
              path={permalinkOf(change)}
              negotiation={change.negotiation === null ? undefined : (names.get(change.negotiation) ?? change.negotiation)}
              view={view}
            />
          ))}
        </ol>
      )}
      <NextPage href={next === null ? null : linkTo('/corrections', view.linkDate, { negotiation, before: String(next) })} />
      <p className="mt-10 text-soft text-sm">
        The same as data: <a href="/api/v1/changes?kind=CORRECTED,RETRACTED">/api/v1/changes?kind=CORRECTED,RETRACTED</a>
      </p>
    </PageShell>
  );
}

function Filter({
  negotiations,
  chosen,
  linkDate,
}: {
  negotiations: readonly Negotiation[];
  chosen: string | undefined;
  linkDate: string | null;
}) {
  return (
    <form action="/corrections" method="get" className="no-print mt-5 flex flex-wrap items-center gap-3 text-sm">
      {linkDate !== null && <input type="hidden" name="asOf" value={linkDate} />}
      <label htmlFor="negotiation" className="font-semibold">
        Negotiation
      </label>
      <select id="negotiation" name="negotiation" defaultValue={chosen ?? ''} className="max-w-full">
        <option value="">All</option>
        {negotiations.map(({ slug, shortTitle }) => (
          <option key={slug} value={slug}>
            {shortTitle}
          </option>
        ))}
      </select>
      <button type="submit">Narrow</button>
    </form>
  );
}

function NoneYet({ view, narrowed }: { view: View; narrowed: boolean }) {
  return (
    <div className="mt-8 max-w-[42rem]">
      <Empty>
        {narrowed ? 'Nothing of this negotiation' : 'Nothing'} had to be corrected{view.linkDate === null ? ' so far' : ' by this date'}.
      </Empty>
      <p className="mt-4">
        When something is, it is listed here with both versions side by side. The event’s own page keeps its whole history, and an address
        that has once been given out goes on answering: a fact that was retracted says so there, with the reason.
      </p>
    </div>
  );
}
