import { embedCode, embedSizes } from '#components/embed/code.tsx';
import { readNegotiationFrame, readNegotiations } from '#data/negotiation/read.ts';
import { readEvent } from '#data/timeline/read.ts';
import type { ReadTx } from '#data/transaction.ts';
import { oneLine } from '#domain/text/one-line.ts';
import { endOfDays } from '#domain/time/partial-date.ts';
import { oembedOperation } from '#http/contracts/oembed.ts';
import { type Embedded, embeddedAt, type OEmbed, oembedXml } from '#http/oembed.ts';
import { notFound, ProblemError, shorten } from '#http/problem.ts';
import { endpoints } from '../api/endpoints.ts';

/** Seconds for which a consumer may keep an answer: it names a frame, and what the frame shows is always of the day. */
const cacheAge = 86_400;

/** What is embedded, in words; null where the record does not have it. */
async function titleOf(tx: ReadTx, { parameters }: Embedded): Promise<string | null> {
  const { negotiation, negotiations, id } = parameters;
  if (negotiation !== undefined) return (await readNegotiationFrame(tx, negotiation))?.negotiation.title ?? null;
  if (id !== undefined) {
    const found = await readEvent(tx, id, () => parameters.asOf ?? endOfDays);
    return found === null ? null : (found.entry?.event.headline ?? 'An event that was not on the record yet');
  }
  const slugs = (negotiations ?? '').split(',');
  const { items } = await readNegotiations(tx, { asOf: endOfDays, negotiations: slugs, limit: slugs.length });
  const names = new Map(items.map(({ negotiation: { slug, shortTitle } }) => [slug, shortTitle]));
  return names.size === slugs.length ? slugs.map((slug) => names.get(slug)).join(', ') : null;
}

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.file(
  oembedOperation,
  async ({ tx, query: { url, format, maxwidth, maxheight }, origin }) => {
    if (format !== 'json' && format !== 'xml')
      throw new ProblemError('FORMAT_NOT_IMPLEMENTED', `oEmbed is not answered as “${shorten(format)}”.`);
    const embedded = embeddedAt(url, origin);
    const named = embedded === null ? null : await titleOf(tx, embedded);
    if (embedded === null || named === null) throw notFound('embed at', url);
    const size = embedSizes[embedded.kind];
    const width = Math.min(size.width, maxwidth ?? size.width);
    const height = Math.min(size.height, maxheight ?? size.height);
    const title = oneLine(named);
    const answer: OEmbed = {
      version: '1.0',
      type: 'rich',
      title,
      provider_name: 'Parley',
      provider_url: origin,
      cache_age: cacheAge,
      html: embedCode({ ...embedded, title: `${title} (Parley)` }, { origin, width, height }),
      width,
      height,
    };
    return format === 'xml'
      ? { mediaType: 'text/xml; charset=utf-8', body: oembedXml(answer) }
      : { mediaType: 'application/json; charset=utf-8', body: JSON.stringify(answer) };
  },
);
