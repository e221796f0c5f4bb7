import { Follow } from '#components/follow/follow.tsx';
import { ReleaseList } from '#components/release/release.tsx';
import { JsonLd } from '#components/ui/json-ld.tsx';
import { Empty, Section } from '#components/ui/section.tsx';
import { readReleases } from '#data/release/read.ts';
import { publicOrigin } from '#env';
import { archivePath } from '#http/contracts/release.ts';
import { datasetData } from '#http/json-ld.ts';
import { operations, writeOperations } from '#http/operations.ts';
import { dataLicence } from '#http/release/licence.ts';
import type { SearchParams } from '../as-of.ts';
import { calendarOf } from '../calendars/address.ts';
import { feedAlternates, feedsOf } from '../feeds/discovery.ts';
import { metadataOf } from '../metadata.ts';
import { read } from '../read.ts';
import { PageShell } from '../shell.tsx';
import { viewOf } from '../view.ts';

export const metadata = metadataOf({
  title: 'Data',
  description: 'The whole record through an open API: JSON, CSV and NDJSON, as of any date, without a key.',
  path: '/data',
  feeds: feedAlternates({}, 'Parley'),
});

/** The addresses for other people's pages and for machines. */
const forms = [
  [
    '/embed/status?negotiation=',
    'Where a negotiation stands; also /embed/timeline. All embeds take asOf, version and theme (auto, light, dark).',
  ],
  ['/embed/ladder?negotiation=&measure=', 'The moves on one measure; contractYear narrows it.'],
  ['/embed/compare?negotiations=&issues=', 'Up to four negotiations over up to six issues.'],
  ['/embed/event?id=', 'One event.'],
  ['/oembed?url=&format=', 'oEmbed 1.0 for the address of such a page, as json or xml; also maxwidth and maxheight.'],
  ['/badge/{negotiation}.svg', 'The status as a badge; also asOf.'],
  ['/og/board', 'A picture of 1200 by 630 pixels; also /og/negotiations/{slug}, /og/events/{id}, /og/compare?negotiations=, with asOf.'],
  ['/index.md', 'The board as Markdown; also /negotiations/{slug}.md and /events/{id}.md, with asOf. /llms.txt lists them.'],
] as const;

/** What a receiver of webhooks has to know. */
const webhookRules = [
  [
    'The message',
    <>
      A POST of JSON: <code>{'{ type, timestamp, data }'}</code>. <code>type</code> says what happened, such as <code>event.published</code>
      , <code>event.corrected</code> or <code>source.retracted</code>; <code>data</code> is the change as <code>GET /api/v1/changes</code>{' '}
      and the stream tell it.
    </>,
  ],
  [
    'The signature',
    <>
      By <a href="https://www.standardwebhooks.com/">Standard Webhooks</a> 1.0, for which there are libraries in most languages.{' '}
      <code>webhook-signature</code> is <code>v1,</code> and the HMAC-SHA256, in base64, of <code>webhook-id</code>, a dot,{' '}
      <code>webhook-timestamp</code>, a dot and the body as it came. The key is what follows <code>whsec_</code> in the secret, decoded from
      base64. Refuse a message whose time is more than five minutes off.
    </>,
  ],
  [
    'Order',
    <>
      That of the log, one message at a time: the next is sent when the last was answered with a status of 2xx, within 15 seconds. A message
      can come twice, and then has the same <code>webhook-id</code>.
    </>,
  ],
  [
    'Failures',
    <>
      Any other answer, a redirect too, or none. The message is sent again after 5 seconds, 5 and 30 minutes, 2, 5, 10, 14, 20 and 24 hours;
      then the webhook is disabled, as it is at once by an answer of 410. Nothing is lost: once it is enabled it goes on where it was, and
      can be told everything after any change again.
    </>,
  ],
  ['Where it goes', 'To https addresses on the public internet alone.'],
] as const;

/** How many releases are listed: the API has all. */
const mostReleases = 20;

export default async function DataPage({ searchParams }: { searchParams: SearchParams }) {
  const view = await viewOf(searchParams);
  const { items: releases } = await read((tx) => readReleases(tx, { limit: mostReleases }));
  return (
    <PageShell view={view} path="/data">
      <JsonLd data={datasetData(publicOrigin())} />
      <h1 className="text-4xl">Data</h1>
      <p className="mt-3 max-w-[42rem] text-lg text-soft">
        Everything on these pages, for programs: no key, from any origin, as of any date.
      </p>
      <Section
        id="releases"
        title="Releases"
        lead={
          <>
            The whole record as of a day, for good: tables as CSV, the record as JSON, a codebook, a change log, checksums, a{' '}
            <a href="https://datapackage.org/">Data Package</a> descriptor and a citation, under{' '}
            <a href={dataLicence.url}>{dataLicence.title}</a>. <a href="/releases/latest">/releases/latest</a> leads to the last;{' '}
            <a href="/api/v1/releases">/api/v1/releases</a> has all.
          </>
        }
      >
        {releases.length === 0 ? (
          <Empty>
            No release was made yet. Whoever runs this site makes one with <code>npm run parley -- release</code>.
          </Empty>
        ) : (
          <ReleaseList entries={releases.map((release, index) => ({ release, archive: archivePath(release.id), isLatest: index === 0 }))} />
        )}
      </Section>
      <Section
        id="api"
        title="The API"
        lead={
          <>
            Every address with its parameters, answers and an example that runs is on the page of the <a href="/api">API</a>; for programs
            it is <a href="/api/v1/openapi.json">openapi.json</a>. Lists, timelines, ladders and comparisons also answer as CSV and NDJSON (
            <code>?format=csv</code>). Editors write with a token.
          </>
        }
      >
        <ul className="columns-1 text-sm sm:columns-2 lg:columns-3">
          {[...operations.map((reading) => ({ ...reading, method: 'GET' })), ...writeOperations].map(({ id, method, path }) => (
            <li key={id} className="break-inside-avoid py-1">
              <a href={`/api#${id}`} className="break-all">
                <code>
                  {method} {path}
                </code>
              </a>
            </li>
          ))}
        </ul>
      </Section>
      <Section
        id="webhooks"
        title="Webhooks"
        lead={
          <>
            Changes sent to an address of yours as they happen: all, or those of one negotiation, or of one kind of event. The operators set
            one up with <code>parley webhook add</code> and give you its secret.
          </>
        }
      >
        <dl className="text-sm">
          {webhookRules.map(([term, rule]) => (
            <div key={term} className="grid gap-x-6 border-rule border-t py-2 lg:grid-cols-[22rem_1fr]">
              <dt className="font-medium">{term}</dt>
              <dd className="max-w-[42rem]">{rule}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section
        id="feeds"
        title="Feeds"
        lead={
          <>
            As Atom, RSS 2.0 and JSON Feed 1.1: <code>/feeds/atom</code>, <code>/feeds/rss</code>, <code>/feeds/json</code>, each narrowed
            by <code>negotiation</code>, <code>union</code>, <code>issue</code>, <code>person</code>, <code>kind</code>,{' '}
            <code>significance</code>, <code>limit</code> and <code>asOf</code>. A correction or retraction is a new entry that names the
            entry it is about; <code>/feeds/corrections/atom</code> has those alone.
          </>
        }
      >
        <Follow feeds={feedsOf({})} />
        <p className="mt-4 text-sm">Corrections and retractions alone:</p>
        <Follow feeds={feedsOf({}, 'corrections/')} />
      </Section>
      <Section
        id="calendars"
        title="Calendars"
        lead={
          <>
            As iCalendar: <code>/calendars/all.ics</code>, narrowed by <code>negotiation</code>, and one for each negotiation, such as{' '}
            <code>/calendars/wga-2023.ics</code>; both take <code>asOf</code>. Sessions, votes, deadlines and effective dates; what is only
            scheduled is tentative, and what was moved or cancelled changes in the calendars that subscribed.
          </>
        }
      >
        <Follow feeds={[]} calendar={calendarOf('all')} />
      </Section>
      <Section
        id="embeds"
        title="Embeds, badges and pictures"
        lead={
          <>
            Copy the code under “Embed” on a negotiation, a number, a comparison or an event: live, or pinned to a date. Pinned code carries{' '}
            <code>version</code>, the number of the last change when it was copied; corrections after that are told in the frame, which
            shows the fact as corrected. Without it every correction is told. A live frame asks once a minute whether it has changed.
          </>
        }
      >
        <ul className="text-sm">
          {forms.map(([address, meaning]) => (
            <li key={address} className="grid gap-x-6 border-rule border-t py-2 lg:grid-cols-[22rem_1fr]">
              <code className="break-all">{address}</code>
              <span>{meaning}</span>
            </li>
          ))}
        </ul>
      </Section>
      <Section
        id="download"
        title="The record as files"
        lead="The record is kept as JSON files with a documented format. The command `parley export` writes them, byte for byte the same for the same facts; `parley import` loads them, or a negotiation of your own."
      >
        <p className="text-sm">
          Facts and figures may be used freely with their sources named. Quotations are short, verbatim, and belong to those who said them.
        </p>
      </Section>
    </PageShell>
  );
}
