import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { ChangeItem } from '#components/change/change-item.tsx';
import { Checksum, CountsTable, FileList, LatestMark, type ListedFile, sizeInWords } from '#components/release/release.tsx';
import { JsonLd } from '#components/ui/json-ld.tsx';
import { PageFrame } from '#components/ui/page-shell.tsx';
import { Empty, Section } from '#components/ui/section.tsx';
import { readReleaseCount } from '#data/release/read.ts';
import { formatDate } from '#domain/time/format.ts';
import { publicOrigin } from '#env';
import { permalinkOf } from '#http/contracts/change.ts';
import { archiveName, archivePath, mostCorrections, type ReleaseTold, releaseReference } from '#http/contracts/release.ts';
import { releaseData } from '#http/json-ld.ts';
import { citationOf } from '#http/release/documents.ts';
import { dataLicence } from '#http/release/licence.ts';
import { noteOf } from '#http/release/package.ts';
import type { SearchParams } from '../../as-of.ts';
import { metadataOf } from '../../metadata.ts';
import { oncePerRequest } from '../../once.ts';
import { read } from '../../read.ts';
import { viewOf } from '../../view.ts';
import { readReleaseTold } from '../told.ts';

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

const load = oncePerRequest(async ({ params }: Props) => {
  const { id } = await params;
  if (!releaseReference.safeParse(id).success) notFound();
  const found = await read(async (tx) => {
    const told = await readReleaseTold(tx, id);
    return told === null ? null : { told, isLatest: told.release.number === (await readReleaseCount(tx)) };
  });
  if (found === null) notFound();
  if (id === 'latest') redirect(`/releases/${found.told.release.id}`);
  return found;
});

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { release } = (await load(props)).told;
  return metadataOf({
    title: `Release ${release.id}`,
    description: `The whole record as of ${formatDate(release.date)}, as tables and JSON, with checksums, a codebook and a change log.`,
    path: `/releases/${release.id}`,
  });
}

/** The files of a release in the groups that they are listed by. */
function filesByGroup({ release, files }: ReleaseTold): readonly (readonly [string, readonly ListedFile[]])[] {
  const listed = files.map(({ path, bytes, checksum }) => ({
    path,
    href: `/releases/${release.id}/${path}`,
    size: bytes.length,
    checksum,
    note: noteOf(path),
  }));
  const groups = Map.groupBy(listed, ({ path }) => (path.includes('/') ? path.split('/')[0] : ''));
  return [
    ['About it', groups.get('') ?? []],
    ['Tables', groups.get('data') ?? []],
    ['The record as JSON', groups.get('record') ?? []],
  ];
}

export default async function ReleasePage(props: Props) {
  const view = await viewOf(Promise.resolve({}));
  const { told, isLatest } = await load(props);
  const { release, previous, counts, range, corrections } = told;
  const citation = citationOf({ ...release, origin: publicOrigin() });
  return (
    <PageFrame view={view} path="/data" about={[]}>
      <JsonLd data={releaseData(release, archivePath(release.id), publicOrigin())} />
      <p className="text-soft text-sm">
        <a href="/data#releases">Releases of the record</a>
        {isLatest && <LatestMark />}
      </p>
      <h1 className="mt-1 text-4xl">Release {release.id}</h1>
      <p className="mt-3 max-w-[42rem] text-lg text-soft">
        The whole record as it stood on {formatDate(release.date)}, with change {release.seq.toLocaleString('en-US')} of its log as the
        last. A release never changes.
      </p>
      {!isLatest && (
        <p className="mt-3">
          There is a later one: <a href="/releases/latest">the latest release</a>.
        </p>
      )}
      <div className="mt-6 max-w-[46rem] border-ink border-t-2 bg-panel p-4">
        <p>
          <a href={archivePath(release.id)} className="font-semibold text-lg">
            {archiveName(release.id)}
          </a>{' '}
          <span className="figure text-soft">({sizeInWords(release.size)})</span>
        </p>
        <p className="mt-3 text-soft text-sm">SHA-256</p>
        <Checksum id="checksum" value={release.checksum} />
      </div>
      <Section
        id="cite"
        title="How to cite it"
        lead={
          <>
            For a bibliography manager: <a href={`/releases/${release.id}/CITATION.cff`}>CITATION.cff</a>. The data is under{' '}
            <a href={dataLicence.url}>{dataLicence.title}</a> ({dataLicence.id}).
          </>
        }
      >
        <blockquote className="max-w-[46rem] border-ink border-l-4 py-1 pl-4">
          <p id="citation" className="break-words">
            {citation}
          </p>
        </blockquote>
        <button type="button" className="copy mt-2" data-copy="#citation">
          Copy citation
        </button>
      </Section>
      <Section
        id="changes"
        title="What is new"
        lead={
          previous === null ? (
            'This is the first release: everything is new.'
          ) : (
            <>
              Since release <a href={`/releases/${previous.id}`}>{previous.id}</a>.
            </>
          )
        }
      >
        {range.from > range.to ? <Empty>Nothing has changed since.</Empty> : <CountsTable counts={counts} range={range} />}
        <h3 className="mt-8 text-lg">Corrected and retracted</h3>
        {corrections.length === 0 ? (
          <p className="mt-1 text-soft">Nothing.</p>
        ) : (
          <ol className="mt-2">
            {corrections.map((change) => (
              <ChangeItem
                key={change.seq}
                change={change}
                path={permalinkOf(change)}
                negotiation={change.negotiation ?? undefined}
                view={view}
              />
            ))}
          </ol>
        )}
        {corrections.length === mostCorrections && (
          <p className="mt-3">
            These are the first {mostCorrections}; all are in <a href={`/releases/${release.id}/CHANGELOG.md`}>CHANGELOG.md</a>.
          </p>
        )}
      </Section>
      <Section
        id="files"
        title="What is in it"
        lead={
          <>
            Each file with its SHA-256, also at an address of its own. <code>sha256sum -c SHA256SUMS</code> checks them; programs that know
            Data Packages open <a href={`/releases/${release.id}/datapackage.json`}>datapackage.json</a>.
          </>
        }
      >
        {filesByGroup(told).map(([title, files]) => (
          <FileList key={title} title={title} files={files} />
        ))}
      </Section>
      <Section
        id="verify"
        title="Made again"
        lead="Whoever runs this site can make the release again from the log of changes, whatever the record has become since: the archive is the same, byte for byte."
      >
        <pre className="max-w-[46rem] whitespace-pre-wrap break-words bg-panel p-3 text-sm">
          <code>npm run parley -- release --verify {release.id}</code>
        </pre>
      </Section>
    </PageFrame>
  );
}
