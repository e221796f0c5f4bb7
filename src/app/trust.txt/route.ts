import { noParams } from '#http/contracts/fields.ts';
import { endpoints } from '../api/endpoints.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.file(
  { params: noParams, query: noParams },
  async ({ origin }) => ({
    mediaType: 'text/plain; charset=utf-8',
    body: [
      '# Parley belongs to no association and controls no other site, so it names none.',
      '# How facts are sourced, and how errors are corrected:',
      `disclosure=${origin}/methodology`,
      '',
    ].join('\n'),
  }),
);
