import type { Change } from '#domain/change/change.ts';
import type { DealStatus } from '#domain/deal-status/deal-status.ts';
import type { Event } from '#domain/event/event.ts';
import type { Negotiation } from '#domain/negotiation/negotiation.ts';
import type { Release } from '#domain/release/release.ts';
import { plainText } from '#domain/text/sentence.ts';
import { instantOf } from '#domain/time/zone.ts';
import { dataLicence, recordTitle } from './release/licence.ts';

type Data = Readonly<Record<string, unknown>>;
const context = 'https://schema.org';

/** Whoever publishes the record, with where its rules are told. No mark, award or membership is claimed. */
function publisher(origin: string): Data {
  return {
    '@type': 'Organization',
    '@id': `${origin}/#publisher`,
    name: 'Parley',
    url: `${origin}/`,
    publishingPrinciples: `${origin}/methodology`,
    correctionsPolicy: `${origin}/methodology`,
  };
}

/** The site as a whole, for every page. */
export function siteData(origin: string): Data {
  return {
    '@context': context,
    '@type': 'WebSite',
    '@id': `${origin}/#site`,
    name: 'Parley',
    url: `${origin}/`,
    description: 'The sourced record of Hollywood’s labor negotiations.',
    inLanguage: 'en',
    publisher: publisher(origin),
  };
}

/** When an event was, as ISO 8601 to the precision of its source. */
function startOf({ date, time }: Event, timeZone: string): string {
  return time === undefined || date.length !== 10 ? date : instantOf(date, time, timeZone);
}

/** Corrections and retractions of a fact, as schema.org has them. */
function corrections(changes: readonly Change[], address: string): Data {
  const told = changes.filter(({ kind }) => kind !== 'PUBLISHED');
  if (told.length === 0) return {};
  return {
    correction: told.map(({ kind, reason, recordedAt }) => ({
      '@type': 'CorrectionComment',
      text: `${kind === 'RETRACTED' ? 'Retracted' : 'Corrected'}: ${reason ?? 'no reason was given'}`,
      datePublished: recordedAt,
      url: address,
    })),
  };
}

/** An event: the article that tells it, about what happened. `history` is of the event, the earliest change first. */
export function eventData(event: Event, negotiation: Negotiation, history: readonly Change[], origin: string): Data {
  const address = `${origin}/events/${event.id}`;
  return {
    '@context': context,
    '@type': 'BlogPosting',
    '@id': address,
    url: address,
    headline: event.headline,
    articleBody: event.summary,
    datePublished: history[0]?.recordedAt,
    dateModified: history.at(-1)?.recordedAt,
    author: publisher(origin),
    publisher: publisher(origin),
    isPartOf: { '@type': 'CreativeWork', '@id': `${origin}/negotiations/${negotiation.slug}`, name: negotiation.title },
    about: {
      '@type': 'Event',
      name: event.headline,
      startDate: startOf(event, negotiation.timeZone),
      ...(event.endDate !== undefined && { endDate: event.endDate }),
    },
    ...corrections(history, address),
  };
}

/**
 * A negotiation: live coverage while it is open, an article once it is settled. Updates are dated by when they were, to the precision of
 * their sources.
 */
export function negotiationData(
  { negotiation, status, parties }: { negotiation: Negotiation; status: DealStatus; parties: ReadonlyMap<string, string> },
  { events, coverageFrom, isLive }: { events: readonly Event[]; coverageFrom: string; isLive: boolean },
  origin: string,
): Data {
  const address = `${origin}/negotiations/${negotiation.slug}`;
  const sides = [
    ...negotiation.unions.map((slug) => ({ slug, url: `${origin}/unions/${slug}` })),
    ...(negotiation.studios ?? []).map((slug) => ({ slug, url: `${origin}/studios/${slug}` })),
    ...(negotiation.association === undefined ? [] : [{ slug: negotiation.association, url: undefined }]),
  ];
  return {
    '@context': context,
    '@type': isLive ? 'LiveBlogPosting' : 'BlogPosting',
    '@id': address,
    url: address,
    headline: `${negotiation.title}: ${status.label}`,
    description: plainText(status.explanation),
    author: publisher(origin),
    publisher: publisher(origin),
    about: sides.map(({ slug, url }) => ({ '@type': 'Organization', name: parties.get(slug) ?? slug, url })),
    ...(isLive && {
      coverageStartTime: coverageFrom,
      liveBlogUpdate: events.map((event) => ({
        '@type': 'BlogPosting',
        '@id': `${origin}/events/${event.id}`,
        url: `${origin}/events/${event.id}`,
        headline: event.headline,
        articleBody: event.summary,
        datePublished: event.announcedOn ?? startOf(event, negotiation.timeZone),
      })),
    }),
  };
}

/** A union or a company. */
export function organizationData(party: { readonly name: string; readonly summary?: string | undefined }, address: string): Data {
  return { '@context': context, '@type': 'Organization', '@id': address, url: address, name: party.name, description: party.summary };
}

/** A person. */
export function personData(person: { readonly name: string }, address: string): Data {
  return { '@context': context, '@type': 'Person', '@id': address, url: address, name: person.name };
}

/** A release of the record as data. */
export function releaseData(release: Release, archive: string, origin: string): Data {
  const address = `${origin}/releases/${release.id}`;
  return {
    '@context': context,
    '@type': 'Dataset',
    '@id': address,
    url: address,
    name: `${recordTitle}, release ${release.id}`,
    description: `The whole record as of ${release.date}: tables and JSON, with a codebook and a change log.`,
    version: release.id,
    datePublished: release.date,
    license: dataLicence.url,
    creator: publisher(origin),
    isAccessibleForFree: true,
    inLanguage: 'en',
    isPartOf: `${origin}/data`,
    distribution: [
      {
        '@type': 'DataDownload',
        encodingFormat: 'application/zip',
        contentUrl: `${origin}${archive}`,
        contentSize: `${release.size} B`,
        sha256: release.checksum,
      },
    ],
  };
}

/** The record as data. */
export function datasetData(origin: string): Data {
  const file = (encodingFormat: string, contentUrl: string) => ({
    '@type': 'DataDownload',
    encodingFormat,
    contentUrl: `${origin}${contentUrl}`,
  });
  return {
    '@context': context,
    '@type': 'Dataset',
    '@id': `${origin}/data`,
    url: `${origin}/data`,
    name: recordTitle,
    license: dataLicence.url,
    description:
      'Dated facts of negotiations between Hollywood’s unions and the studios: sessions, proposals, votes, statements, agreements and their terms, each with its sources, as of any date.',
    creator: publisher(origin),
    isAccessibleForFree: true,
    inLanguage: 'en',
    distribution: [
      file('application/json', '/api/v1/timeline'),
      file('text/csv', '/api/v1/timeline?format=csv'),
      file('application/x-ndjson', '/api/v1/timeline?format=ndjson'),
    ],
  };
}
