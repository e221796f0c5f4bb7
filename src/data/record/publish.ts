import { z } from 'zod';
import type { Event } from '#domain/event/event.ts';
import { canonicalText } from '#domain/record/canonical.ts';
import { inBatches } from '../batches.ts';
import { appendChanges } from '../change/write.ts';
import { insertDemands, updateDemand } from '../demand/write.ts';
import { insertEvents, markRetracted, removeEvents } from '../event/write.ts';
import { insertIssues, updateIssue } from '../issue/write.ts';
import { insertNegotiations, insertTerms, refreshStart, removeTerms, updateNegotiation } from '../negotiation/write.ts';
import {
  insertAssociations,
  insertPeople,
  insertStudios,
  insertUnions,
  updateAssociation,
  updatePerson,
  updateStudio,
  updateUnion,
} from '../party/write.ts';
import { insertMeasureDefinitions, updateMeasureDefinition } from '../registry/write.ts';
import { insertDisputes, insertSources, removeDisputes, updateSource } from '../source/write.ts';
import type { ReadTx, WriteTx } from '../transaction.ts';
import type { Fact, FactEntity, FactOf } from './facts.ts';
import { toJson } from './json.ts';

/** A fact that differs from what the log has last, and who had that last word. */
export interface ChangedFact {
  readonly fact: Fact;
  readonly before: unknown;
  readonly actor: string;
}

/** What is to be put on record: facts that are new, and facts that take the place of what the log has last. */
export interface FactsToPublish {
  readonly fresh: readonly Fact[];
  readonly changed: readonly Pick<ChangedFact, 'fact' | 'before'>[];
}

/** Facts held against the log: what is to be done with each. */
export interface Sorted {
  readonly fresh: readonly Fact[];
  readonly changed: readonly ChangedFact[];
  /** Those that were retracted: they stay so, and their ids are never used again. */
  readonly retracted: readonly Fact[];
  readonly unchanged: number;
}

const lastChangesSchema = z.array(z.object({ entity: z.string(), key: z.string(), after: z.unknown(), actor: z.string() }));

/** Holds facts against the log: which are new, which differ from what was last published, which were retracted, how many are the same. */
export async function sortOut(tx: ReadTx, facts: readonly Fact[]): Promise<Sorted> {
  const last = new Map<string, { readonly after: unknown; readonly actor: string }>();
  await inBatches(facts, async (batch) => {
    const rows = await tx.$queryRaw`
      SELECT DISTINCT ON (c."entity", c."key") c."entity"::text AS "entity", c."key", c."after", c."actor"
      FROM "Change" c
      JOIN unnest(${batch.map(({ entity }) => entity)}::text[], ${batch.map(({ key }) => key)}::text[]) AS f("entity", "key")
        ON c."entity" = f."entity"::"ChangeEntity" AND c."key" = f."key"
      ORDER BY c."entity", c."key", c."seq" DESC`;
    for (const { entity, key, after, actor } of lastChangesSchema.parse(rows)) last.set(`${entity} ${key}`, { after, actor });
  });
  const fresh: Fact[] = [];
  const changed: ChangedFact[] = [];
  const retracted: Fact[] = [];
  let unchanged = 0;
  for (const fact of facts) {
    const found = last.get(`${fact.entity} ${fact.key}`);
    if (found === undefined) fresh.push(fact);
    else if (found.after === null) retracted.push(fact);
    else if (canonicalText(found.after) !== canonicalText(fact.value)) changed.push({ fact, before: found.after, actor: found.actor });
    else unchanged += 1;
  }
  return { fresh, changed, retracted, unchanged };
}

/** Those of the facts that are of one kind. */
export function ofEntity<Entity extends FactEntity>(facts: readonly Fact[], entity: Entity): FactOf<Entity>[] {
  const is = (fact: Fact): fact is Fact & FactOf<Entity> => fact.entity === entity;
  return facts.filter(is);
}

/** A fact that belongs to a negotiation, with that negotiation's slug. */
function owned<Entity extends 'DEMAND' | 'EVENT' | 'TERM' | 'DISPUTE'>({ negotiation, position, value }: FactOf<Entity>) {
  if (negotiation === null) throw new Error('a demand, event, term or dispute belongs to a negotiation');
  return { negotiation, position, value };
}

const ownedDemand = (fact: FactOf<'DEMAND'>) => ({ ...owned(fact), demand: fact.value });
const ownedEvent = (fact: FactOf<'EVENT'>) => ({ ...owned(fact), event: fact.value });
const ownedTerm = (fact: FactOf<'TERM'>) => ({ ...owned(fact), term: fact.value });
const ownedDispute = (fact: FactOf<'DISPUTE'>) => ({ ...owned(fact), dispute: fact.value });
const factValue = <Value>({ value }: { readonly value: Value }) => value;

/** Who changes the record, and why: a reason is needed to retract, and given where somebody corrects a single fact. */
export interface Authorship {
  readonly actor: string;
  readonly reason: string | null;
}

/** Writes the rows of facts that are new, and of those that take the place of others, without a word to the log. */
export async function writeFacts(tx: WriteTx, { fresh, changed }: FactsToPublish): Promise<void> {
  const corrected = changed.map(({ fact }) => fact);
  const added = <Entity extends FactEntity>(entity: Entity) => ofEntity(fresh, entity);
  const altered = <Entity extends FactEntity>(entity: Entity) => ofEntity(corrected, entity);

  await insertSources(tx, added('SOURCE').map(factValue));
  for (const { value } of altered('SOURCE')) await updateSource(tx, value);
  await insertUnions(tx, added('UNION').map(factValue));
  for (const { value } of altered('UNION')) await updateUnion(tx, value);
  await insertStudios(tx, added('STUDIO').map(factValue));
  for (const { value } of altered('STUDIO')) await updateStudio(tx, value);
  await insertAssociations(tx, added('ASSOCIATION').map(factValue));
  for (const { value } of altered('ASSOCIATION')) await updateAssociation(tx, value);
  await insertPeople(tx, added('PERSON').map(factValue));
  for (const { value } of altered('PERSON')) await updatePerson(tx, value);
  await insertIssues(
    tx,
    added('ISSUE').map(({ position, value }) => ({ position, issue: value })),
  );
  for (const { value } of altered('ISSUE')) await updateIssue(tx, value);
  await insertMeasureDefinitions(tx, added('MEASURE').map(factValue));
  for (const { value } of altered('MEASURE')) await updateMeasureDefinition(tx, value);
  await insertNegotiations(tx, added('NEGOTIATION').map(factValue));
  for (const { value } of altered('NEGOTIATION')) await updateNegotiation(tx, value);
  await insertDemands(tx, added('DEMAND').map(ownedDemand));
  for (const demand of altered('DEMAND').map(ownedDemand)) await updateDemand(tx, demand);

  await removeEvents(
    tx,
    altered('EVENT').map(({ key }) => key),
  );
  const events = [...added('EVENT'), ...altered('EVENT')].map(ownedEvent);
  await insertEvents(tx, events);
  if (events.length > 0) await refreshStart(tx, [...new Set(events.map(({ negotiation }) => negotiation))]);
  await removeTerms(tx, altered('TERM').map(ownedTerm));
  await insertTerms(tx, [...added('TERM'), ...altered('TERM')].map(ownedTerm));
  await removeDisputes(tx, altered('DISPUTE').map(ownedDispute));
  await insertDisputes(tx, [...added('DISPUTE'), ...altered('DISPUTE')].map(ownedDispute));
}

/**
 * Puts facts on record as they were sorted out, and appends what changed to the log: the one way by which anything is published or
 * corrected. The caller has taken the lock of the log before it sorted the facts out.
 *
 * @returns the number of the last change of the log
 */
export async function publishFacts(tx: WriteTx, facts: FactsToPublish, { actor, reason }: Authorship): Promise<number> {
  const { fresh, changed } = facts;
  await writeFacts(tx, facts);
  return appendChanges(
    tx,
    [
      ...fresh.map(({ entity, key, negotiation, value }) => ({
        kind: 'PUBLISHED' as const,
        entity,
        key,
        negotiation,
        before: null,
        after: toJson(value),
        reason: null,
      })),
      ...changed.map(({ fact: { entity, key, negotiation, value }, before }) => ({
        kind: 'CORRECTED' as const,
        entity,
        key,
        negotiation,
        before: toJson(before),
        after: toJson(value),
        reason,
      })),
    ],
    actor,
  );
}

/**
 * Takes an event off the record: its row stays as it was, marked as retracted, and the log says why. The caller has taken the lock of the
 * log.
 *
 * @param event the event as the log has it last
 * @returns the number of its change
 */
export async function retractEvent(
  tx: WriteTx,
  { negotiation, event }: { readonly negotiation: string; readonly event: Event },
  { actor, reason }: Authorship,
): Promise<number> {
  await markRetracted(tx, event.id);
  await refreshStart(tx, [negotiation]);
  const change = { kind: 'RETRACTED', entity: 'EVENT', key: event.id, negotiation, before: toJson(event), after: null, reason } as const;
  return appendChanges(tx, [change], actor);
}
