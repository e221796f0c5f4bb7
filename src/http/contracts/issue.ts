import { z } from 'zod';
import type { Issue } from '#domain/issue/issue.ts';
import { slugSchema } from '#domain/text/text.ts';
import { listOperation, operation } from '../operation.ts';
import { asOfParameter } from '../parameters.ts';
import { asOfQuery, noParams, pageLinks, slugParams } from './fields.ts';
import { demandAnswer } from './negotiation.ts';

const fields = {
  slug: slugSchema,
  title: z.string(),
  parent: slugSchema.nullable(),
  summary: z.string(),
  economic: z.boolean().meta({ description: 'Whether it is about money.' }),
  links: pageLinks,
};

/** A subject of bargaining. */
export const issueAnswer = z
  .strictObject(fields)
  .meta({ id: 'IssueAnswer', description: 'A subject of bargaining: a row of a comparison.' });

const issueReference = z.strictObject({ slug: slugSchema, title: z.string() }).meta({ id: 'IssueReference' });

/** An issue in the shape of the API. */
export function toIssueAnswer(issue: Issue, origin: string): z.infer<typeof issueAnswer> {
  return { ...issue, links: { self: `${origin}/issues/${issue.slug}` } };
}

/** `GET /issues` */
export const issuesOperation = listOperation({
  id: 'listIssues',
  path: '/issues',
  summary: 'What is bargained over',
  params: noParams,
  query: z.strictObject({
    asOf: asOfParameter,
    parent: slugSchema.exactOptional().meta({ description: 'Only issues directly below this one.' }),
    economic: z.enum(['true', 'false']).exactOptional().meta({ description: 'Only issues about money, or only others.' }),
  }),
  item: issueAnswer,
  key: z.strictObject({ position: z.int32(), slug: z.string() }),
  columns: [
    { name: 'slug', value: ({ slug }) => slug },
    { name: 'title', value: ({ title }) => title },
    { name: 'parent', value: ({ parent }) => parent },
    { name: 'summary', value: ({ summary }) => summary },
    { name: 'economic', value: ({ economic }) => economic },
    { name: 'permalink', value: ({ links }) => links.self },
  ],
  example: '/issues',
});

/** `GET /issues/{slug}` */
export const issueOperation = operation({
  id: 'getIssue',
  path: '/issues/{slug}',
  summary: 'One issue with the demands under it in every negotiation',
  description: '`/comparison?issues=` sets the positions on it side by side.',
  params: slugParams,
  query: asOfQuery,
  problems: ['NOT_FOUND'],
  data: z
    .strictObject({
      ...fields,
      children: z.array(issueReference),
      demands: z
        .array(demandAnswer)
        .meta({ description: 'By negotiation, the latest begun first; at most 200. `/demands?issue=` pages through all.' }),
    })
    .meta({ id: 'IssueDetail' }),
  example: '/issues/generative-ai',
});
