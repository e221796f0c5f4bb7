import { z } from 'zod';
import { type Citable, cite, type Quotation } from '#domain/quotation/quotation.ts';
import { slugSchema } from '#domain/text/text.ts';
import { partialDateSchema } from '#domain/time/partial-date.ts';
import { toBibtex, toCslJson, toRis } from '../citation.ts';
import { operation, type Writers } from '../operation.ts';
import { asOfParameter, wholeNumber } from '../parameters.ts';
import { asOfQuery, eventParams, pageLinks, slugParams } from './fields.ts';

const dateParts = z.strictObject({ 'date-parts': z.array(z.array(z.int())) });

/** An item of CSL-JSON, as far as the record fills one. */
const cslItem = z
  .strictObject({
    id: z.string(),
    type: z.literal('webpage'),
    title: z.string(),
    author: z.array(z.strictObject({ literal: z.string() })),
    'container-title': z.string(),
    issued: dateParts,
    'original-date': dateParts.exactOptional(),
    URL: z.url(),
    version: z.string(),
    abstract: z.string(),
    note: z.string(),
    language: z.literal('en-US'),
  })
  .meta({ id: 'CslItem', description: 'One item of CSL-JSON, for reference managers.' });

/** A fact in words ready for print, with the ways of citing it. */
export const quotationAnswer = z
  .strictObject({
    sentence: z.string().meta({ description: 'One sentence in news style: attributed, with its method, its uncertainty and its date.' }),
    title: z.string(),
    date: partialDateSchema.nullable().meta({ description: 'When it was; null for what is so on a date, like a status.' }),
    short: z.string().meta({ description: 'The citation in a few words.' }),
    long: z.string().meta({ description: 'The citation in full, with the sources that the fact rests on.' }),
    csl: cslItem,
    links: pageLinks,
  })
  .meta({ id: 'Quotation', description: 'A fact in words ready for print, with the ways of citing it.' });
export type QuotationAnswer = z.infer<typeof quotationAnswer>;

/** A quotation in the shape of the API: its page is at `path` on this site. */
export function toQuotationAnswer(quotation: Quotation, path: string, origin: string, version: number): QuotationAnswer {
  const { sentence, title, date } = quotation;
  const url = `${origin}${path}`;
  const { short, long, item }: Citable = cite(quotation, { url, version });
  const { author, issued, 'original-date': original, ...csl } = item;
  const parts = (dated: typeof issued) => ({ 'date-parts': dated['date-parts'].map((one) => [...one]) });
  return {
    sentence,
    title,
    date,
    short,
    long,
    csl: { ...csl, author: [...author], issued: parts(issued), ...(original !== undefined && { 'original-date': parts(original) }) },
    links: { self: url },
  };
}

/** The forms of a citation that reference managers read, and the sentence as plain text. */
const writers: Writers<QuotationAnswer> = {
  text: { write: ({ sentence }) => `${sentence}\n` },
  bibtex: { write: ({ csl }) => toBibtex(csl), fileName: ({ csl }) => `${csl.id}.bib` },
  ris: { write: ({ csl }) => toRis(csl), fileName: ({ csl }) => `${csl.id}.ris` },
  csl: { write: ({ csl }) => toCslJson(csl), fileName: ({ csl }) => `${csl.id}.json` },
};

/** `GET /events/{id}/citation` */
export const eventCitationOperation = operation({
  id: 'citeEvent',
  path: '/events/{id}/citation',
  summary: 'One event in a sentence ready for print, and how to cite it',
  description:
    'The sentence names who says so and how sure that is: confirmed by, according to, or both sides of a dispute. Also as plain text, BibTeX, RIS and CSL-JSON.',
  params: eventParams,
  query: asOfQuery,
  problems: ['NOT_FOUND', 'NOT_ON_RECORD', 'RETRACTED'],
  data: quotationAnswer,
  writers,
  example: '/events/2023-10-02-talks-resume/citation?asOf=2023-10-02',
});

/** `GET /negotiations/{slug}/citation` */
export const negotiationCitationOperation = operation({
  id: 'citeNegotiation',
  path: '/negotiations/{slug}/citation',
  summary: 'Where a negotiation stands in a sentence ready for print: as a whole, on an issue or on a measure',
  description:
    'Day counts and sums over several years are told with their method, and both sides of what is disputed. Also as plain text, BibTeX, RIS and CSL-JSON.',
  params: slugParams,
  query: z
    .strictObject({
      asOf: asOfParameter,
      issue: slugSchema.exactOptional().meta({ description: 'What the sides hold, or agreed, on this issue: a cell of a comparison.' }),
      measure: slugSchema.exactOptional().meta({ description: 'Each side’s latest number on this measure, or the agreed one.' }),
      contractYear: wholeNumber(1, 10).exactOptional().meta({ description: 'Only this contract year of the measure.' }),
      scope: z.string().min(1).max(300).exactOptional().meta({ description: 'Only this scope of the measure, as the ladder has it.' }),
    })
    .refine(({ issue, measure }) => issue === undefined || measure === undefined, {
      path: ['measure'],
      message: 'cannot be asked for together with issue',
    })
    .refine(({ measure, contractYear }) => contractYear === undefined || measure !== undefined, {
      path: ['contractYear'],
      message: 'needs measure',
    })
    .refine(({ measure, scope }) => scope === undefined || measure !== undefined, { path: ['scope'], message: 'needs measure' }),
  problems: ['NOT_FOUND', 'NOT_ON_RECORD'],
  data: quotationAnswer,
  writers,
  example: '/negotiations/sag-aftra-2023/citation?asOf=2023-10-02',
});
