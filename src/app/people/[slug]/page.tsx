import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CitedBy } from '#components/negotiation/facts.tsx';
import { EventReferences } from '#components/ui/references.tsx';
import { Empty, Section } from '#components/ui/section.tsx';
import { readNames, readPerson } from '#data/party/read.ts';
import { readSourcesById } from '#data/source/read.ts';
import { formatDate } from '#domain/time/format.ts';
import type { SearchParams } from '../../as-of.ts';
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
    const organizations = detail.person.roles.map((role) => role.organization);
    return {
      view,
      ...detail,
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
  });
}

export default async function PersonPage(props: Props) {
  const found = await load(props);
  if (found === null) notFound();
  const { view, person, events, names, sources } = found;
  const said = events.filter((event) => event.kind === 'STATEMENT');
  const attended = events.filter((event) => event.kind === 'SESSION');
  return (
    <PageShell view={view} path={`/people/${person.slug}`}>
      <h1 className="text-4xl">{person.name}</h1>
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
        {said.length === 0 ? <Empty>No statement is on the record by this date.</Empty> : <EventReferences events={said} view={view} />}
      </Section>
      <Section id="attended" title="In the room">
        {attended.length === 0 ? (
          <Empty>No session is on the record by this date.</Empty>
        ) : (
          <EventReferences events={attended} view={view} />
        )}
      </Section>
    </PageShell>
  );
}
