import type { Issue } from '#domain/issue/issue.ts';
import type { Prisma } from '../generated/client.ts';

/** What is read of an issue: all of it. */
export const issueSelect = {
  slug: true,
  title: true,
  parentSlug: true,
  summary: true,
  economic: true,
} as const satisfies Prisma.IssueSelect;

/** An issue in the shape of the record. */
export function toIssue({ slug, title, parentSlug, summary, economic }: Prisma.IssueGetPayload<{ select: typeof issueSelect }>): Issue {
  return { slug, title, parent: parentSlug, summary, economic };
}
