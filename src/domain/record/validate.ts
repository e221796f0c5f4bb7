import { measureProblems, misreferencesIn } from '../event/reference.ts';
import type { Citation } from '../source/source.ts';
import type { NegotiationFile, Registries, RegistryName } from './record.ts';

/** Something that is wrong with a record file, and where. */
export interface Problem {
  readonly file: string;
  /** The JSON path of the value: `$.events[3].position.demand`. */
  readonly path: string;
  /** What is wrong there, and what was expected. */
  readonly message: string;
}

/** A file of the record that has the right shape. */
export type RecordFile =
  | { readonly file: string; readonly kind: 'negotiation'; readonly value: NegotiationFile }
  | { readonly [Name in RegistryName]: { readonly file: string; readonly kind: Name; readonly value: Registries[Name] } }[RegistryName];

/** The names that the database knows already, which a file may refer to without bringing them. */
export interface KnownNames {
  readonly sources: ReadonlySet<string>;
  readonly unions: ReadonlySet<string>;
  readonly associations: ReadonlySet<string>;
  readonly studios: ReadonlySet<string>;
  readonly people: ReadonlySet<string>;
  readonly issues: ReadonlySet<string>;
  /** Measure name to its unit. */
  readonly measures: ReadonlyMap<string, string>;
  /** Negotiation to its predecessor and successor. */
  readonly negotiations: ReadonlyMap<string, { readonly predecessor: string | null; readonly successor: string | null }>;
  /** Event to its negotiation: an event id is unique in the whole record. */
  readonly events: ReadonlyMap<string, string>;
}

/** A database without a fact. */
export const nothingKnown: KnownNames = {
  sources: new Set(),
  unions: new Set(),
  associations: new Set(),
  studios: new Set(),
  people: new Set(),
  issues: new Set(),
  measures: new Map(),
  negotiations: new Map(),
  events: new Map(),
};

/**
 * Checks everything that no single value can tell: that every name refers to something, in these files or known already, that none
 * is given twice, and that what is said in two places agrees. Gives every problem at once; none means that the files can be loaded.
 */
export function validateRecord(files: readonly RecordFile[], known: KnownNames = nothingKnown): Problem[] {
  const problems: Problem[] = [];
  const names = gather(files, known, problems);
  for (const { file, kind, value } of files) {
    const report = (path: string, message: string) => problems.push({ file, path, message });
    const refer = (path: string, name: string | undefined, where: { has(name: string): boolean }, what: string) => {
      if (name !== undefined && !where.has(name)) report(path, `unknown ${what} "${name}": expected one that is in the record`);
    };
    const cite = (path: string, citations: readonly Citation[] | undefined) =>
      citations?.forEach((citation, index) => {
        refer(`${path}[${index}].source`, citation.source, names.sources, 'source');
      });
    switch (kind) {
      case 'negotiation':
        checkNegotiation(value, names, { report, refer, cite });
        break;
      case 'associations':
        value.forEach((association, index) => {
          association.members?.forEach((member, at) => {
            refer(`$[${index}].members[${at}]`, member, names.studios, 'studio');
          });
          cite(`$[${index}].citations`, association.citations);
        });
        break;
      case 'studios':
        value.forEach((studio, index) => {
          refer(`$[${index}].parent`, studio.parent, names.studios, 'studio');
          cite(`$[${index}].citations`, studio.citations);
        });
        for (const loop of loopsOf(value.map((studio) => [studio.slug, studio.parent ?? null])))
          report(`$[${loop.index}].parent`, `"${loop.name}" is its own parent, directly or through others`);
        break;
      case 'issues':
        value.forEach((issue, index) => {
          refer(`$[${index}].parent`, issue.parent ?? undefined, names.issues, 'issue');
        });
        for (const loop of loopsOf(value.map((issue) => [issue.slug, issue.parent])))
          report(`$[${loop.index}].parent`, `"${loop.name}" is its own parent, directly or through others`);
        break;
      case 'unions':
        value.forEach((union, index) => {
          union.membership?.forEach((headcount, at) => {
            cite(`$[${index}].membership[${at}].citations`, headcount.citations);
          });
          cite(`$[${index}].citations`, union.citations);
        });
        break;
      case 'people':
        value.forEach((person, index) => {
          cite(`$[${index}].citations`, person.citations);
        });
        break;
      case 'sources':
      case 'measures':
        break;
    }
  }
  return problems;
}

interface Names {
  readonly sources: Set<string>;
  readonly unions: Set<string>;
  readonly associations: Set<string>;
  readonly studios: Set<string>;
  readonly people: Set<string>;
  readonly issues: Set<string>;
  readonly measures: Map<string, string>;
  readonly negotiations: Map<string, { readonly predecessor: string | null; readonly successor: string | null }>;
}

/** Every name that may be referred to; reports those given twice. */
function gather(files: readonly RecordFile[], known: KnownNames, problems: Problem[]): Names {
  const names: Names = {
    sources: new Set(known.sources),
    unions: new Set(known.unions),
    associations: new Set(known.associations),
    studios: new Set(known.studios),
    people: new Set(known.people),
    issues: new Set(known.issues),
    measures: new Map(known.measures),
    negotiations: new Map(known.negotiations),
  };
  const given = new Set<string>();
  const once = (file: string, path: string, kind: string, name: string) => {
    const key = `${kind} ${name}`;
    if (given.has(key)) problems.push({ file, path, message: `the ${kind} "${name}" is given twice: expected each once` });
    given.add(key);
  };
  for (const { file, kind, value } of files) {
    if (kind === 'negotiation') {
      once(file, '$.slug', 'negotiation', value.slug);
      names.negotiations.set(value.slug, { predecessor: value.predecessor ?? null, successor: value.successor ?? null });
      value.events.forEach((event, index) => {
        once(file, `$.events[${index}].id`, 'event', event.id);
        const owner = known.events.get(event.id);
        if (owner !== undefined && owner !== value.slug)
          problems.push({
            file,
            path: `$.events[${index}].id`,
            message: `the event "${event.id}" belongs to ${owner}: expected an id of its own`,
          });
      });
      continue;
    }
    value.forEach((item, index) => {
      const key = 'slug' in item ? 'slug' : 'id' in item ? 'id' : 'measure';
      const name = 'slug' in item ? item.slug : 'id' in item ? item.id : item.measure;
      once(file, `$[${index}].${key}`, nouns[kind], name);
      if (kind === 'measures') {
        if ('measure' in item) names.measures.set(name, item.unit);
      } else names[kind].add(name);
    });
  }
  return names;
}

const nouns: Readonly<Record<RegistryName, string>> = {
  associations: 'association',
  issues: 'issue',
  measures: 'measure',
  people: 'person',
  sources: 'source',
  studios: 'studio',
  unions: 'union',
};

interface Checks {
  readonly report: (path: string, message: string) => void;
  readonly refer: (path: string, name: string | undefined, where: { has(name: string): boolean }, what: string) => void;
  readonly cite: (path: string, citations: readonly Citation[] | undefined) => void;
}

function checkNegotiation(value: NegotiationFile, names: Names, { report, refer, cite }: Checks): void {
  value.unions.forEach((union, index) => {
    refer(`$.unions[${index}]`, union, names.unions, 'union');
  });
  refer('$.association', value.association, names.associations, 'association');
  value.studios?.forEach((studio, index) => {
    refer(`$.studios[${index}]`, studio, names.studios, 'studio');
  });
  checkRounds(value, names, report);
  value.workersCovered?.forEach((headcount, index) => {
    cite(`$.workersCovered[${index}].citations`, headcount.citations);
  });

  const demands = uniqueIds(value.demands, '$.demands', 'demand', report);
  value.demands.forEach((demand, index) => {
    refer(`$.demands[${index}].issue`, demand.issue, names.issues, 'issue');
  });

  value.events.forEach((event, index) => {
    for (const { path, message } of misreferencesIn(event, { ...names, demands })) report(`$.events[${index}].${path}`, message);
  });

  const terms = value.agreement?.terms ?? [];
  const termIds = uniqueIds(terms, '$.agreement.terms', 'term', report);
  terms.forEach((term, index) => {
    const at = `$.agreement.terms[${index}]`;
    refer(`${at}.issue`, term.issue, names.issues, 'issue');
    refer(`${at}.demand`, term.demand, demands, 'demand of this negotiation');
    for (const { path, message } of measureProblems(term.measures, names.measures)) report(`${at}.measures${path}`, message);
    cite(`${at}.citations`, term.citations);
  });

  const events = new Set(value.events.map((event) => event.id));
  uniqueIds(value.disputes, '$.disputes', 'dispute', report);
  value.disputes.forEach((dispute, index) => {
    const { subject } = dispute;
    const subjects = { has: (name: string) => events.has(name) || demands.has(name) || termIds.has(name) };
    refer(`$.disputes[${index}].subject`, subject, subjects, 'event, demand or term of this negotiation');
    dispute.claims.forEach((claim, place) => {
      cite(`$.disputes[${index}].claims[${place}].citations`, claim.citations);
    });
  });
}

/** The rounds before and after must exist and say the same from their side. */
function checkRounds(value: NegotiationFile, { negotiations }: Names, report: Checks['report']): void {
  for (const [field, back] of [
    ['predecessor', 'successor'],
    ['successor', 'predecessor'],
  ] as const) {
    const name = value[field];
    if (name === undefined) continue;
    const other = negotiations.get(name);
    if (name === value.slug) report(`$.${field}`, 'a negotiation is not its own round before or after');
    else if (other === undefined) report(`$.${field}`, `unknown negotiation "${name}": expected one that is in the record`);
    else if (other[back] !== value.slug)
      report(`$.${field}`, `${name} names ${other[back] === null ? 'no' : `"${other[back]}" as its`} ${back}: expected "${value.slug}"`);
  }
}

function uniqueIds(items: readonly { readonly id: string }[], path: string, what: string, report: Checks['report']): Set<string> {
  const ids = new Set<string>();
  items.forEach(({ id }, index) => {
    if (ids.has(id)) report(`${path}[${index}].id`, `the ${what} "${id}" is given twice: expected each once`);
    ids.add(id);
  });
  return ids;
}

/** The entries that reach themselves through their parents. */
function loopsOf(entries: readonly (readonly [name: string, parent: string | null])[]): { index: number; name: string }[] {
  const parents = new Map(entries);
  return entries.flatMap(([name], index) => {
    const seen = new Set<string>();
    for (let next = parents.get(name) ?? null; next !== null && !seen.has(next); next = parents.get(next) ?? null) {
      if (next === name) return [{ index, name }];
      seen.add(next);
    }
    return [];
  });
}
