import { noParams } from '#http/contracts/fields.ts';
import { endpoints } from '../api/endpoints.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.file(
  { params: noParams, query: noParams },
  async ({ origin }) => ({
    mediaType: 'text/plain; charset=utf-8',
    body: `# Everything here may be read, by people and by programs.\nUser-agent: *\nAllow: /\n\nSitemap: ${origin}/sitemap.xml\n`,
  }),
);
