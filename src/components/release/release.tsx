import type { ReactNode } from 'react';
import type { ChangeCounts, LogRange, Release } from '#domain/release/release.ts';
import { formatDate } from '#domain/time/format.ts';
import { entityNames } from '../change/readable.ts';

const count = new Intl.NumberFormat('en-US');

/** A size in bytes, in the words of a file manager: kilobytes of 1,000 bytes. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${count.format(Math.round(bytes / 1_000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** A release in few words: where it is, where its archive is, and what sets it apart. */
export interface ReleaseEntry {
  readonly release: Release;
  readonly archive: string;
  readonly isLatest: boolean;
}

/** Releases, the latest first. */
export function ReleaseList({ entries }: { entries: readonly ReleaseEntry[] }) {
  return (
    <ol>
      {entries.map(({ release, archive, isLatest }) => (
        <li key={release.id} className="grid items-baseline gap-x-6 gap-y-1 border-rule border-t py-3 sm:grid-cols-[14rem_1fr_auto]">
          <span className="figure">
            <a href={`/releases/${release.id}`} className="font-semibold">
              {release.id}
            </a>
            {isLatest && <LatestMark />}
          </span>
          <span className="text-soft text-sm">
            The record as of {formatDate(release.date)}, up to change {count.format(release.seq)}
            <span className="figure block break-all text-xs">SHA-256 {release.checksum}</span>
          </span>
          <a href={archive} className="whitespace-nowrap text-sm">
            ZIP, {sizeInWords(release.size)}
          </a>
        </li>
      ))}
    </ol>
  );
}

/** Says that a release is the last. */
export function LatestMark() {
  return <span className="ml-2 border border-settled px-1.5 py-0.5 font-semibold text-settled text-xs">latest</span>;
}

/** A checksum, and its copy button. */
export function Checksum({ id, value }: { id: string; value: string }) {
  return (
    <span className="flex flex-wrap items-baseline gap-x-3">
      <code id={id} className="select-all break-all text-sm">
        {value}
      </code>
      <button type="button" className="copy" data-copy={`#${id}`}>
        Copy checksum
      </button>
    </span>
  );
}

/** What is new in a release, counted by the kind of fact. */
export function CountsTable({ counts: { kinds, entities }, range: { from, to } }: { counts: ChangeCounts; range: LogRange }) {
  const rows = [...entities.map(({ entity, kinds: own }) => ({ name: entityNames[entity], own })), { name: 'All', own: kinds }];
  return (
    <table className="w-full max-w-[40rem] text-sm">
      <caption className="pb-2 text-left text-soft">
        Changes {count.format(from)} to {count.format(to)} of the log
      </caption>
      <thead>
        <tr className="border-ink border-b text-right text-soft">
          <th scope="col" className="py-1 text-left font-normal">
            Kind of fact
          </th>
          {['Published', 'Corrected', 'Retracted'].map((name) => (
            <th key={name} scope="col" className="py-1 pl-2 font-normal">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, own }) => (
          <tr key={name} className={`border-rule border-b text-right ${name === 'All' ? 'font-semibold' : ''}`}>
            <th scope="row" className={`py-1 text-left ${name === 'All' ? 'font-semibold' : 'font-normal'}`}>
              {name}
            </th>
            {[own.PUBLISHED, own.CORRECTED, own.RETRACTED].map((many, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the columns are always the same three
              <td key={index} className={`py-1 pl-2 ${many === 0 ? 'text-soft' : ''}`}>
                {count.format(many)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A file of a release as it is listed. */
export interface ListedFile {
  readonly path: string;
  readonly href: string;
  readonly size: number;
  readonly checksum: string;
  /** What is in it. */
  readonly note: ReactNode;
}

/** Files of a release, with sizes and checksums. */
export function FileList({ title, files }: { title: string; files: readonly ListedFile[] }) {
  return (
    <div className="mt-6">
      <h3 className="text-lg">{title}</h3>
      <ul className="mt-1">
        {files.map(({ path, href, size, checksum, note }) => (
          <li key={path} className="grid gap-x-6 border-rule border-t py-2 text-sm sm:grid-cols-[17rem_1fr_5rem]">
            <a href={href} className="break-all">
              {path}
            </a>
            <span>
              {note}
              <span className="figure block break-all text-soft text-xs">{checksum}</span>
            </span>
            <span className="figure text-soft sm:text-right">{sizeInWords(size)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
