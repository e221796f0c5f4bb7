import { type Stepped, stepsMadeImpossible } from '#domain/deal-status/transition.ts';
import type { EventProblem } from '#domain/event/contradiction.ts';
import { type Event, eventSchema } from '#domain/event/event.ts';
import { type EventNames, misreferencesIn } from '#domain/event/reference.ts';
import { canonicalText } from '#domain/record/canonical.ts';
import { type EntryDraft, type EntryRead, readCorrection, readEntry, readRetraction } from '#domain/record/entry.ts';
import { mergePatch } from '#domain/record/merge-patch.ts';
import { hasSameSteps, whyLeftImpossible } from '#domain/record/steps.ts';
import { readLastChange } from '../change/read.ts';
import { logTransaction } from '../change/write.ts';
import type { Database } from '../client.ts';
import { readSteps } from '../event/read.ts';
import { readTimeZone } from '../negotiation/read.ts';
import { toSource } from '../source/map.ts';
import type { ReadTx, WriteTx } from '../transaction.ts';
import type { Fact } from './facts.ts';
import { type Authorship, type FactsToPublish, publishFacts, retractEvent, sortOut } from './publish.ts';

/** An entry, correction or retraction that is refused, with everything that is wrong with it. */
export class InvalidEntryError extends Error {
  override readonly name = 'InvalidEntryError';
  readonly problems: readonly EventProblem[];

  constructor(problems: readonly EventProblem[]) {
    super(problems.map(({ path, message }) => `${path}: ${message}`).join('; '));
    this.problems = problems;
  }
}

/** An event that cannot be corrected or retracted: there is none, it was retracted, or it has changed since the client read it. */
export class EventStateError extends Error {
  override readonly name = 'EventStateError';
  readonly reason: 'UNKNOWN' | 'RETRACTED' | 'STALE';
  readonly id: string;

  constructor(reason: EventStateError['reason'], id: string) {
    super(`${id}: ${reason}`);
    this.reason = reason;
    this.id = id;
  }
}

/** What was done: `seq` is the number of the change, which is also the event's revision from then on. */
interface Edited {
  readonly event: Event;
  readonly negotiation: string;
  readonly seq: number;
}

/** An event that was put on record, with the time zone of its talks. */
export interface Recorded extends Edited {
  readonly timeZone: string;
}

/** Who changes an event, and which revision of it was read before: none where it does not matter. */
export interface Edit {
  readonly actor: string;
  readonly revision: number | null;
}

/**
 * Publishes an event that is new. The caller holds the lock of the log, here as in every edit below.
 *
 * @throws InvalidEntryError with every reason why it cannot be on record; nothing is stored
 */
export async function publishEntry(tx: WriteTx, json: unknown, actor: string): Promise<Recorded> {
  const read = readEntry(json);
  const { id } = read.draft;
  const last = id === undefined ? null : await readLastChange(tx, 'EVENT', id);
  const taken =
    last === null
      ? []
      : [
          {
            path: 'id',
            message:
              last.after === null
                ? 'was retracted, and an id is never used again: choose another'
                : 'is taken by an event on record: correct that, or choose another',
          },
        ];
  return record(tx, read, null, taken, { actor, reason: null });
}

/**
 * Corrects an event by a merge patch of its entry, with the reason beside the fields.
 *
 * @throws InvalidEntryError, EventStateError; nothing is stored
 */
export async function correctEntry(tx: WriteTx, id: string, json: unknown, { actor, revision }: Edit): Promise<Recorded> {
  const { fact, negotiation } = await readCurrent(tx, id, revision);
  const { patch, reason, problems } = readCorrection(json);
  return replace(tx, { id, fact, negotiation }, mergePatch({ ...fact, negotiation }, patch), problems, { actor, reason });
}

/** What came of putting entries on record: what was published or corrected, in order, or what is wrong with which of them. */
export interface PutResult {
  readonly recorded: readonly (Recorded & { readonly isNew: boolean })[];
  readonly problems: readonly (EventProblem & { readonly index: number })[];
}

/**
 * Puts entries on record, all of them or none: an event that is new is published, one that says something else is corrected, which needs a
 * reason, and one that says the same is left alone.
 */
export async function putEntries(database: Database, entries: readonly unknown[], author: Authorship): Promise<PutResult> {
  const problems: (EventProblem & { readonly index: number })[] = [];
  try {
    const recorded = await logTransaction(database, async (tx) => {
      const done: PutResult['recorded'][number][] = [];
      for (const [index, entry] of entries.entries())
        try {
          const put = await putEntry(tx, entry, author);
          if (put !== null) done.push(put);
        } catch (error) {
          if (!(error instanceof InvalidEntryError)) throw error;
          problems.push(...error.problems.map((problem) => ({ ...problem, index })));
        }
      if (problems.length > 0) throw new InvalidEntryError(problems);
      return done;
    });
    return { recorded, problems };
  } catch (error) {
    if (error instanceof InvalidEntryError) return { recorded: [], problems };
    throw error;
  }
}

async function putEntry(tx: WriteTx, json: unknown, author: Authorship): Promise<PutResult['recorded'][number] | null> {
  const { draft, entry } = readEntry(json);
  const last = draft.id === undefined ? null : await readLastChange(tx, 'EVENT', draft.id);
  if (last === null || last.after === null) return { ...(await publishEntry(tx, json, author.actor)), isNew: true };
  if (entry !== null && last.negotiation === entry.negotiation && canonicalText(entry.event) === canonicalText(last.after)) return null;
  const reason =
    author.reason === null ? [{ path: 'reason', message: 'is needed, because the event is on record and says something else' }] : [];
  const current = { id: last.key, fact: last.after, negotiation: last.negotiation };
  return { ...(await replace(tx, current, json, reason, author)), isNew: false };
}

/**
 * Takes an event off the record, with a reason.
 *
 * @throws InvalidEntryError, EventStateError; nothing is stored
 */
export async function retractEntry(
  tx: WriteTx,
  id: string,
  json: unknown,
  { actor, revision }: Edit,
): Promise<Edited & { readonly reason: string }> {
  const { fact, negotiation } = await readCurrent(tx, id, revision);
  const { reason, problems } = readRetraction(json);
  const event = eventSchema.parse(fact);
  if (negotiation === null) throw new Error(`the event ${id} belongs to no negotiation`);
  const left =
    event.statusChanges === undefined
      ? []
      : stepProblems(await readStepsOf(tx, negotiation), { id, after: null }).map(({ message }) => ({ path: '', message }));
  if (reason === null || left.length > 0) throw new InvalidEntryError([...problems, ...left]);
  const seq = await retractEvent(tx, { negotiation, event }, { actor, reason });
  return { event, negotiation, seq, reason };
}

/** An event as the log has it last. */
interface Current {
  readonly id: string;
  readonly fact: Readonly<Record<string, unknown>>;
  readonly negotiation: string | null;
}

async function readCurrent(tx: ReadTx, id: string, revision: number | null): Promise<Current> {
  const last = await readLastChange(tx, 'EVENT', id);
  if (last === null) throw new EventStateError('UNKNOWN', id);
  if (last.after === null) throw new EventStateError('RETRACTED', id);
  if (revision !== null && revision !== last.seq) throw new EventStateError('STALE', id);
  return { id, fact: last.after, negotiation: last.negotiation };
}

function replace(tx: WriteTx, current: Current, json: unknown, problems: readonly EventProblem[], author: Authorship): Promise<Recorded> {
  const { id, fact, negotiation } = current;
  const read = readEntry(json);
  const also = [...problems];
  if (read.draft.id !== undefined && read.draft.id !== id)
    also.push({ path: 'id', message: 'never changes: retract the event and publish it under another' });
  if (read.draft.negotiation !== undefined && read.draft.negotiation !== negotiation)
    also.push({ path: 'negotiation', message: 'never changes: retract the event and publish it there' });
  if (read.entry !== null && canonicalText(read.entry.event) === canonicalText(fact))
    also.push({ path: '', message: 'the event says just that already: there is nothing to correct' });
  return record(tx, read, current, also, author);
}

/** Checks an entry against the record and puts it there: the one end of every edit of an event. */
async function record(
  tx: WriteTx,
  read: EntryRead,
  current: Current | null,
  also: readonly EventProblem[],
  author: Authorship,
): Promise<Recorded> {
  const { problems, entry } = read;
  const slug = read.draft.negotiation;
  const timeZone = slug === undefined ? null : await readTimeZone(tx, slug);
  const all = [...problems, ...also, ...(await problemsOnRecord(tx, read, current, timeZone !== null))];
  if (entry === null || timeZone === null || all.length > 0) throw new InvalidEntryError(all);
  const { negotiation, event, sources } = entry;
  const brought = await sortOut(
    tx,
    sources.map((value, position): Fact => ({ entity: 'SOURCE', key: value.id, negotiation: null, position, value })),
  );
  const fact: Fact = { entity: 'EVENT', key: event.id, negotiation, position: 0, value: event };
  const { fresh, changed } = brought;
  const facts: FactsToPublish =
    current === null ? { fresh: [...fresh, fact], changed } : { fresh, changed: [...changed, { fact, before: current.fact }] };
  const seq = await publishFacts(tx, facts, author);
  return { event, negotiation, timeZone, seq };
}

/** What is wrong with an entry as the record stands: names that are unknown, sources that are others, steps that cannot have been taken. */
async function problemsOnRecord(tx: ReadTx, read: EntryRead, current: Current | null, isKnown: boolean): Promise<EventProblem[]> {
  const { draft } = read;
  const { negotiation } = draft;
  const problems: EventProblem[] = [];
  if (negotiation !== undefined && !isKnown)
    problems.push({ path: 'negotiation', message: `unknown negotiation "${negotiation}": expected one that is in the record` });
  problems.push(
    ...misreferencesIn(isKnown ? draft : { ...draft, position: { ...draft.position, demand: undefined } }, await readNames(tx, draft)),
  );
  problems.push(...(await otherSources(tx, draft)));
  if (isKnown) problems.push(...(await impossibleStepsOf(tx, read, current)));
  return problems;
}

/** The steps of an entry that cannot have been taken, and those of other events that it leaves without what they rest on. */
async function impossibleStepsOf(tx: ReadTx, { draft, problems }: EntryRead, current: Current | null): Promise<EventProblem[]> {
  const { date, time, statusChanges } = draft;
  const id = current?.id ?? draft.id;
  const negotiation = current?.negotiation ?? draft.negotiation;
  if (id === undefined || negotiation === undefined || date === undefined) return [];
  if (problems.some(({ path }) => path.startsWith('statusChanges'))) return [];
  if (statusChanges === undefined && current?.fact.statusChanges === undefined) return [];
  // Where nothing of its steps is touched, they are no reason to refuse another correction.
  if (current !== null && hasSameSteps({ date, time, statusChanges }, current.fact)) return [];
  const after = { id, date, ...(time !== undefined && { time }), ...(statusChanges !== undefined && { statusChanges }) };
  return stepProblems(await readStepsOf(tx, negotiation), { id, after });
}

async function readStepsOf(tx: ReadTx, negotiation: string): Promise<readonly Stepped[]> {
  return (await readSteps(tx, [negotiation])).get(negotiation) ?? [];
}

/** What is wrong with the steps of a negotiation once one event is another, or none any more. */
function stepProblems(before: readonly Stepped[], { id, after }: { readonly id: string; readonly after: Stepped | null }): EventProblem[] {
  const others = before.filter((event) => event.id !== id);
  return stepsMadeImpossible(before, after === null ? others : [...others, after], (event) => event === id).map((step) =>
    step.event === id
      ? { path: `statusChanges[${step.index}].state`, message: step.reason }
      : { path: 'statusChanges', message: whyLeftImpossible(step) },
  );
}

/** Those of the names in an entry that the record has or the entry brings. */
async function readNames(tx: ReadTx, { negotiation, citations, position, statement, session, sources }: EntryDraft): Promise<EventNames> {
  const named = (names: readonly (string | null | undefined)[]) => [...new Set(names.filter((name) => typeof name === 'string'))];
  const cited = named((citations ?? []).map(({ source }) => source));
  const demand = named([position?.demand]);
  const measures = named((position?.moves ?? []).map(({ measure }) => measure));
  const people = named([statement?.speaker, ...(session?.attendees ?? [])]);
  // One after the other: a transaction is one connection, which takes one query at a time.
  const known = {
    sources: cited.length === 0 ? [] : await tx.source.findMany({ where: { id: { in: cited } }, select: { id: true } }),
    demands:
      demand.length === 0 || negotiation === undefined
        ? []
        : await tx.demand.findMany({ where: { negotiationSlug: negotiation, id: { in: demand } }, select: { id: true } }),
    measures:
      measures.length === 0
        ? []
        : await tx.measureDefinition.findMany({ where: { measure: { in: measures } }, select: { measure: true, unit: true } }),
    people: people.length === 0 ? [] : await tx.person.findMany({ where: { slug: { in: people } }, select: { slug: true } }),
  };
  return {
    sources: new Set([...known.sources.map(({ id }) => id), ...named(sources.map(({ id }) => id))]),
    demands: new Set(known.demands.map(({ id }) => id)),
    measures: new Map(known.measures.map(({ measure, unit }) => [measure, unit])),
    people: new Set(known.people.map(({ slug }) => slug)),
  };
}

/** Sources that an entry brings under the id of another one: a source is corrected for itself, not in passing. */
async function otherSources(tx: ReadTx, { sources }: EntryDraft): Promise<EventProblem[]> {
  const ids = sources.flatMap(({ source }) => (source === undefined ? [] : [source.id]));
  if (ids.length === 0) return [];
  const rows = await tx.source.findMany({ where: { id: { in: ids } } });
  const known = new Map(rows.map((row) => [row.id, toSource(row)]));
  return sources.flatMap(({ source }, index) => {
    const other = source === undefined ? undefined : known.get(source.id);
    return other === undefined || canonicalText(other) === canonicalText(source)
      ? []
      : [
          {
            path: `sources[${index}].id`,
            message: 'is taken by a source on record that says something else: cite that, or choose another',
          },
        ];
  });
}
