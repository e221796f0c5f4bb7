import type { Shown } from '#components/ui/data-links.tsx';
import type { View } from '#components/ui/view.ts';
import { type EventKind, eventKinds } from '#domain/event/event.ts';
import type { TimelineKey } from '#domain/timeline/timeline.ts';
import { encodeCursor, scopeOf } from '#http/cursor.ts';
import { askedFor, parameter, parameters, type SearchParams } from '../../as-of.ts';

/** How many events of the timeline: with those of the longest rounds the page weighs less than 100 kB on its way to a browser. */
export const timelineSize = 120;

/** What the timeline is narrowed to, by the parameters of the address. */
export interface TimelineChoice {
  readonly all: boolean;
  readonly kind: readonly EventKind[];
  readonly issue: readonly string[];
  readonly party: 'UNION' | 'EMPLOYER' | undefined;
  readonly person: readonly string[];
  readonly after: TimelineKey | undefined;
}

const sides = ['UNION', 'EMPLOYER'] as const;

export async function choiceOf(searchParams: SearchParams): Promise<TimelineChoice> {
  const asked = await askedFor(searchParams);
  const party = parameter(asked.party);
  const [sortKey = '', id = ''] = (parameter(asked.after) ?? '').split('/');
  const kinds = new Set(parameters(asked.kind));
  const choice = {
    kind: eventKinds.filter((kind) => kinds.has(kind)),
    issue: parameters(asked.issue),
    party: sides.find((side) => side === party),
    person: parameters(asked.person),
  };
  const isNarrowed = choice.kind.length > 0 || choice.issue.length > 0 || choice.party !== undefined || choice.person.length > 0;
  return { ...choice, all: isNarrowed || parameter(asked.events) === 'all', after: id === '' ? undefined : { sortKey, id } };
}

/** Where the API has the part of the timeline that the page shows. */
export function shownOf(slug: string, choice: TimelineChoice, { asOf }: View): Shown {
  const path = `/negotiations/${slug}/timeline`;
  const { all, kind, issue, party, person, after } = choice;
  const lists = Object.entries({ kind, issue, person }).filter(([, values]) => values.length > 0);
  const filters = {
    ...Object.fromEntries(lists.map(([name, values]) => [name, values.join(',')])),
    ...(party !== undefined && { party }),
    ...(!all && { significance: 'MAJOR' }),
  };
  const cursor = after === undefined ? undefined : encodeCursor({ after, asOf }, scopeOf(`/api/v1${path}`, { ...filters, asOf }));
  return { path, parameters: { ...filters, limit: String(timelineSize), cursor }, name: `${slug} timeline` };
}

/** The choice as the parameters of the page's address. */
export function filtersOf({ all, kind, issue, party, person }: TimelineChoice): Readonly<Record<string, string | undefined>> {
  return { kind: kind.join(','), issue: issue.join(','), party, person: person.join(','), events: all ? 'all' : undefined };
}
