import { readIssue } from '#data/issue/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { issueOperation, toIssueAnswer } from '#http/contracts/issue.ts';
import { notFound } from '#http/problem.ts';
import { endpoints } from '../../../endpoints.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.one(
  issueOperation,
  async ({ tx, params, query, now, origin }) => {
    const asOf = resolveAsOf(query.asOf, now);
    const found = await readIssue(tx, params.slug, { asOf });
    if (found === null) throw notFound('issue', params.slug);
    const data = {
      ...toIssueAnswer(found.issue, origin),
      children: found.children.map(({ slug, title }) => ({ slug, title })),
      demands: found.demands.map(({ negotiation, demand }) => ({ negotiation, ...demand })),
    };
    return { data, asOf };
  },
);
