import { readIssues } from '#data/issue/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { issuesOperation, toIssueAnswer } from '#http/contracts/issue.ts';
import { endpoints } from '../../endpoints.ts';
import { mustBeKnown } from '../../known.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.list(
  issuesOperation,
  async ({ tx, query, now, page, origin }) => {
    await mustBeKnown(tx, { parent: ['issue', query.parent] });
    const economic = query.economic === undefined ? undefined : query.economic === 'true';
    const { items, next } = await readIssues(tx, { parent: query.parent, economic, ...page });
    return { items: items.map((issue) => toIssueAnswer(issue, origin)), next, asOf: resolveAsOf(query.asOf, now) };
  },
);
