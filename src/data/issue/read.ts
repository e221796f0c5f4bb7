import type { Issue } from '#domain/issue/issue.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import type { DemandEntry } from '../demand/read.ts';
import type { Page, PageRequest, SlugKey } from '../page.ts';
import { pending, type ReadTx } from '../transaction.ts';

/** What a list of issues can be narrowed to. */
export interface IssueFilter {
  /** Only those directly below this one. */
  readonly parent?: string | undefined;
  readonly economic?: boolean | undefined;
}

/** An issue with those below it and the demands under it in every negotiation. */
export interface IssueDetail {
  readonly issue: Issue;
  readonly children: readonly Issue[];
  /** At most 200, by negotiation, the latest begun first. */
  readonly demands: readonly DemandEntry[];
}

/** The issues by slug. */
export async function readIssues(_tx: ReadTx, _filter: IssueFilter & PageRequest<SlugKey>): Promise<Page<Issue, SlugKey>> {
  return pending();
}

/** One issue; null where there is none. */
export async function readIssue(_tx: ReadTx, _slug: string, _at: { asOf: CalendarDate }): Promise<IssueDetail | null> {
  return pending();
}
