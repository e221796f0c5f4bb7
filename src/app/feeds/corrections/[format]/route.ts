import { readNames } from '#data/party/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { correctionsFeedOperation } from '#http/contracts/feed.ts';
import { endpoints } from '../../../api/endpoints.ts';
import { mustBeKnown } from '../../../api/known.ts';
import { addressOf, homeOf } from '../../address.ts';
import { writeFeed } from '../../feed.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.file(
  correctionsFeedOperation,
  async ({ tx, params, query, now, origin }) => {
    const { negotiation = [] } = query;
    await mustBeKnown(tx, { negotiation: ['negotiation', negotiation] });
    const titles = [...(await readNames(tx, { negotiations: negotiation })).values()];
    return writeFeed(
      tx,
      params.format,
      { ...query, asOf: resolveAsOf(query.asOf, now), corrections: true },
      {
        title: titles.length === 0 ? 'corrections' : `corrections, ${titles.join(', ')}`,
        description: 'What the record has corrected or retracted, with the reason.',
        home: homeOf(query),
        self: addressOf(`corrections/${params.format}`, query),
      },
      origin,
    );
  },
);
