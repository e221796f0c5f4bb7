import { utc } from '@date-fns/utc';
import { addDays, formatISO, startOfDay } from 'date-fns';
import { environment } from '#env';
import { noParams } from '#http/contracts/fields.ts';
import { ProblemError } from '#http/problem.ts';
import { endpoints } from '../../api/endpoints.ts';

/** How long the file may be relied on, from the day on which it is answered. RFC 9116 recommends less than a year. */
const validDays = 90;

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.file(
  { params: noParams, query: noParams },
  async ({ now, origin }) => {
    const { SECURITY_CONTACT } = environment();
    if (SECURITY_CONTACT === undefined)
      throw new ProblemError(
        'NOT_FOUND',
        'This installation names no address for reports on security: whoever runs it sets SECURITY_CONTACT, and none is made up here.',
      );
    const expires = addDays(startOfDay(now, { in: utc }), validDays);
    const lines = [
      `Contact: ${SECURITY_CONTACT}`,
      `Expires: ${formatISO(expires)}`,
      'Preferred-Languages: en',
      `Canonical: ${origin}/.well-known/security.txt`,
    ];
    return { mediaType: 'text/plain; charset=utf-8', body: lines.map((line) => `${line}\r\n`).join('') };
  },
);
