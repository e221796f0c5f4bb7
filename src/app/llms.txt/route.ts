import { readNegotiations } from '#data/negotiation/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { noParams } from '#http/contracts/fields.ts';
import { markdownLink } from '#http/markdown.ts';
import { endpoints } from '../api/endpoints.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.file(
  { params: noParams, query: noParams },
  async ({ tx, now, origin }) => {
    const { items } = await readNegotiations(tx, { asOf: resolveAsOf(undefined, now), limit: 50 });
    const negotiations = items.map(
      ({ negotiation: { slug, title } }) => `- ${markdownLink(title, `${origin}/negotiations/${slug}.md`)}: status and major events`,
    );
    const body = [
      '# Parley',
      '',
      '> The sourced record of Hollywood’s labor negotiations: where each stood on any date, with the source of every fact.',
      '',
      'Every address takes `asOf=YYYY-MM-DD`. Counts of days name their method. Where sources differ, both versions stand. Cite the event’s own page and its sources.',
      '',
      '## Pages as Markdown',
      '',
      `- ${markdownLink('The board', `${origin}/index.md`)}: where every negotiation stands`,
      ...negotiations,
      '- An event: its address with `.md` behind it',
      '',
      '## Data',
      '',
      `- ${markdownLink('OpenAPI description', `${origin}/api/v1/openapi.json`)}: JSON, CSV and NDJSON, without a key`,
      `- ${markdownLink('API', `${origin}/api`)}: every address, with examples`,
      `- ${markdownLink('Releases', `${origin}/api/v1/releases`)}: the whole record as of a day, for good`,
      `- ${markdownLink('Methodology', `${origin}/methodology`)}: how statuses, day counts and comparisons are made`,
      '',
    ];
    return { mediaType: 'text/plain; charset=utf-8', body: body.join('\n') };
  },
);
