import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Follow } from '#components/follow/follow.tsx';
import { ToldEvents, ToldSessions } from '#components/party/activity.tsx';
import { CitedBy } from '#components/source/cited-by.tsx';
import { JsonLd } from '#components/ui/json-ld.tsx';
import { Empty, Section } from '#components/ui/section.tsx';
import { readShortTitles } from '#data/negotiation/read.ts';
import { readNames, readPerson } from '#data/party/read.ts';
import { readSessions } from '#data/session/read.ts';
import { readSourcesById } from '#data/source/read.ts';
import { readStatements } from '#data/statement/read.ts';
import { formatDate } from '#domain/time/format.ts';
import { publicOrigin } from '#env';
import { personData } from '#http/json-ld.ts';
import type { SearchParams } from '../../as-of.ts';
import { sourcesOf, speakerNames } from '../../cited.ts';
import { feedAlternates, feedsOf } from '../../feeds/discovery.ts';
import { metadataOf } from '../../metadata.ts';
import { oncePerRequest } from '../../once.ts';
import { read } from '../../read.ts';
import { PageShell } from '../../shell.tsx';
import { viewOf } from '../../view.ts';

interface Props {
  readonly params: Promise<{ slug: string }>;
  readonly searchParams: SearchParams;
}

const load = oncePerRequest(async ({ params, searchParams }: Props) => {
  const { slug } = await params;
  const view = await viewOf(searchParams);
  return read(async (tx) => {
    const detail = await readPerson(tx, slug, { asOf: view.asOf });
    if (detail === null) return null;
    const page = { asOf: view.asOf, person: [slug], order: 'desc', limit: 100 } as const;
    const said = await readStatements(tx, page);
    const sessions = await readSessions(tx, page);
    const told = [...said.items, ...sessions.items];
    const events = told.map(({ event }) => event);
    const organizations = detail.person.roles.map((role) => role.organization);
    return {
      view,
      person: detail.person,
      said: said.items,
      sessions: sessions.items,
      activity: {
        sources: await sourcesOf(tx, events),
        people: await speakerNames(tx, events),
        negotiations: await readShortTitles(tx, [...new Set(told.map(({ negotiation }) => negotiation))]),
      },
      names: await readNames(tx, { unions: organizations, studios: organizations, associations: organizations }),
      sources: await readSourcesById(
        tx,
        (detail.person.citations ?? []).map((citation) => citation.source),
      ),
    };
  });
});

export async function generateMetadata(props: Props): Promise<Metadata> {
  const found = await load(props);
  if (found === null) return { title: 'Not in the record' };
  const { person } = found;
  return metadataOf({
    title: person.name,
    description: `What ${person.name} said and attended in the negotiations on the record.`,
    path: `/people/${person.slug}`,
    feeds: feedAlternates({ person: [person.slug] }, person.name),
  });
}

export default async function PersonPage(props: Props) {
  const found = await load(props);
  if (found === null) notFound();
  const { view, person, said, sessions, activity, names, sources } = found;
  return (
    <PageShell view={view} path={`/people/${person.slug}`}>
      <JsonLd data={personData(person, `${publicOrigin()}/people/${person.slug}`)} />
      <h1 className="text-4xl">{person.name}</h1>
      <Follow feeds={feedsOf({ person: [person.slug] })} />
      <ul className="mt-3">
        {person.roles.map((role) => (
          <li key={`${role.organization} ${role.title}`}>
            {role.title}, {names.get(role.organization) ?? role.organization}
            <span className="text-soft">
              {role.from === undefined ? '' : `, from ${formatDate(role.from)}`}
              {role.to === undefined ? '' : `, to ${formatDate(role.to)}`}
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-1">
        <CitedBy citations={person.citations ?? []} sources={sources} view={view} />
      </p>
      <Section id="said" title="Said">
        {said.length === 0 ? (
          <Empty>No statement is on the record by this date.</Empty>
        ) : (
          <ToldEvents items={said} activity={activity} view={view} />
        )}
      </Section>
      <Section id="attended" title="In the room">
        {sessions.length === 0 ? (
          <Empty>No session is on the record by this date; of most sessions the record does not know who was there.</Empty>
        ) : (
          <ToldSessions items={sessions} activity={activity} view={view} />
        )}
      </Section>
    </PageShell>
  );
}
