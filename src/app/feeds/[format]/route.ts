import { readNames } from '#data/party/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { feedOperation } from '#http/contracts/feed.ts';
import { endpoints } from '../../api/endpoints.ts';
import { mustBeKnown } from '../../api/known.ts';
import { addressOf, homeOf } from '../address.ts';
import { writeFeed } from '../feed.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.file(
  feedOperation,
  async ({ tx, params, query, now, origin }) => {
    const { negotiation = [], union = [], issue = [], person = [], kind = [] } = query;
    await mustBeKnown(tx, {
      negotiation: ['negotiation', negotiation],
      union: ['union', union],
      issue: ['issue', issue],
      person: ['person', person],
    });
    const names = await readNames(tx, { negotiations: negotiation, unions: union, people: person, issues: issue });
    const about = [...negotiation, ...union, ...issue, ...person].map((slug) => names.get(slug) ?? slug);
    const kinds = [query.significance === undefined ? '' : query.significance.toLowerCase(), ...kind.map((one) => one.toLowerCase())];
    const narrowed = kinds.filter((word) => word !== '');
    const title = about.length === 0 ? 'the record' : about.join(', ');
    return writeFeed(
      tx,
      params.format,
      { ...query, asOf: resolveAsOf(query.asOf, now), corrections: false },
      {
        title: narrowed.length === 0 ? title : `${title} (${narrowed.join(', ')})`,
        description: 'Events as they are recorded, each with its sources; corrections and retractions as entries of their own.',
        home: homeOf(query),
        self: addressOf(params.format, query),
      },
      origin,
    );
  },
);
