import type { EventProblem } from './contradiction.ts';

/** What an event refers to by name; what is missing or malformed is left out. */
export interface EventMentions {
  readonly citations?: readonly { readonly source?: string | undefined }[] | undefined;
  readonly position?:
    | {
        readonly demand?: string | undefined;
        readonly moves?: readonly { readonly measure?: string | undefined; readonly unit?: string | undefined }[] | undefined;
      }
    | undefined;
  readonly statement?: { readonly speaker?: string | null | undefined } | undefined;
  readonly session?: { readonly attendees?: readonly (string | undefined)[] | undefined } | undefined;
}

/** The names that an event may refer to. */
export interface EventNames {
  readonly sources: { has(id: string): boolean };
  /** The demands of the event's own negotiation. */
  readonly demands: { has(id: string): boolean };
  readonly people: { has(slug: string): boolean };
  /** Measure name to its unit. */
  readonly measures: ReadonlyMap<string, string>;
}

/** Every name in an event that refers to nothing, or to something else than it must. */
export function misreferencesIn({ citations, position, statement, session }: EventMentions, names: EventNames): EventProblem[] {
  const problems: EventProblem[] = [];
  const report = (path: string, message: string) => problems.push({ path, message });
  const refer = (path: string, name: string | null | undefined, where: { has(name: string): boolean }, what: string) => {
    if (name !== undefined && name !== null && !where.has(name))
      report(path, `unknown ${what} "${name}": expected one that is in the record`);
  };
  citations?.forEach(({ source }, index) => {
    refer(`citations[${index}].source`, source, names.sources, 'source');
  });
  refer('position.demand', position?.demand, names.demands, 'demand of this negotiation');
  for (const { path, message } of measureProblems(position?.moves, names.measures)) report(`position.moves${path}`, message);
  refer('statement.speaker', statement?.speaker, names.people, 'person');
  const attendees = session?.attendees ?? [];
  attendees.forEach((person, place) => {
    refer(`session.attendees[${place}]`, person, names.people, 'person');
    if (person !== undefined && attendees.indexOf(person) !== place)
      report(`session.attendees[${place}]`, `"${person}" attends twice: expected each once`);
  });
  return problems;
}

/** What is wrong with the names and units of numbers, by paths below their list. */
export function measureProblems(
  measures: readonly { readonly measure?: string | undefined; readonly unit?: string | undefined }[] | undefined,
  known: ReadonlyMap<string, string>,
): EventProblem[] {
  return (measures ?? []).flatMap(({ measure, unit }, index) => {
    if (measure === undefined) return [];
    const expected = known.get(measure);
    if (expected === undefined)
      return [{ path: `[${index}].measure`, message: `unknown measure "${measure}": expected one that is in the record` }];
    if (unit === undefined || unit === expected) return [];
    return [{ path: `[${index}].unit`, message: `"${unit}" is not the unit of ${measure}: expected "${expected}"` }];
  });
}
