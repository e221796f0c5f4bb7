import { z } from 'zod';
import { slugSchema, textSchema } from '../text/text.ts';

/** A subject of bargaining: the rows of a comparison. A tree of two levels or more through `parent`. */
export const issueSchema = z
  .strictObject({
    slug: slugSchema.meta({ description: 'The stable name of the issue.' }),
    title: textSchema(120).meta({ description: 'Its name for readers.' }),
    parent: slugSchema.nullable().meta({ description: 'The issue that it is a part of, where it is one.' }),
    summary: textSchema(1000).meta({ description: 'What is bargained over.' }),
    economic: z.boolean().meta({ description: 'Whether it is about money.' }),
  })
  .meta({ id: 'Issue' });
export type Issue = z.infer<typeof issueSchema>;

/** The issues asked for and all at any depth below them, by slug. */
export function issuesBelow(issues: readonly Issue[], asked: readonly string[]): ReadonlySet<string> {
  const known = new Set(issues.map(({ slug }) => slug));
  const below = new Set(asked.filter((slug) => known.has(slug)));
  // A set is walked in the order of its additions, also of those made on the way.
  for (const slug of below) for (const issue of issues) if (issue.parent === slug) below.add(issue.slug);
  return below;
}
