import { z } from 'zod';
import { contradictionsIn, type EventProblem, type EventTimes } from '../event/contradiction.ts';
import { type Event, eventFrameSchema, eventSchema, eventShapeSchema } from '../event/event.ts';
import type { EventMentions } from '../event/reference.ts';
import { type StatusChange, statusChangeSchema } from '../event/status-change.ts';
import { unitSchema } from '../position/measure.ts';
import { type Source, sourceIdSchema, sourceSchema } from '../source/source.ts';
import { slugSchema, textSchema } from '../text/text.ts';
import { calendarDateSchema, partialDateSchema, timeOfDaySchema } from '../time/partial-date.ts';
import { isJsonObject, type JsonObject } from './merge-patch.ts';

/** An event to be put on record: in the format of the record, with its negotiation and the sources that it is the first to cite. */
export interface Entry {
  readonly negotiation: string;
  readonly event: Event;
  readonly sources: readonly Source[];
}

/** What stands beside the fields of the event in an entry. */
export const entryFrame = {
  negotiation: slugSchema.meta({ description: 'The negotiation that the event belongs to.' }),
  sources: z
    .array(sourceSchema)
    .max(50)
    .exactOptional()
    .meta({ description: 'Sources that the record does not have yet and that the event cites.' }),
};

/** Why a fact is corrected or retracted, for everybody to read. */
export const reasonSchema = textSchema(500).meta({ description: 'Why: it is published with the change.' });

/** What an entry says and refers to, as far as it can be made out. */
export interface EntryDraft extends EventTimes, EventMentions {
  readonly negotiation?: string | undefined;
  readonly statusChanges?: readonly StatusChange[] | undefined;
  /** The sources that it brings, in their places: the id where it is one, the whole where it is sound. */
  readonly sources: readonly { readonly id?: string | undefined; readonly source?: Source | undefined }[];
}

/** An entry as read: what it says and refers to, what is wrong with it by itself, and the entry where nothing is. */
export interface EntryRead {
  readonly draft: EntryDraft;
  readonly problems: readonly EventProblem[];
  readonly entry: Entry | null;
}

const name = slugSchema.optional().catch(undefined);
const time = timeOfDaySchema.optional().catch(undefined);
const source = sourceIdSchema.optional().catch(undefined);
const unit = unitSchema.optional().catch(undefined);

/** Takes what is sound out of an entry, whatever the rest is like. */
const draftSchema = z.object({
  id: name,
  negotiation: name,
  date: partialDateSchema.optional().catch(undefined),
  time,
  endDate: partialDateSchema.optional().catch(undefined),
  announcedOn: calendarDateSchema.optional().catch(undefined),
  statusChanges: z.array(statusChangeSchema).optional().catch(undefined),
  citations: z.array(z.object({ source }).catch({})).catch([]),
  position: z
    .object({
      demand: name,
      moves: z
        .array(z.object({ measure: name, unit }).catch({}))
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
  statement: z.object({ speaker: name }).optional().catch(undefined),
  session: z
    .object({ attendees: z.array(name).optional().catch(undefined) })
    .optional()
    .catch(undefined),
  sources: z
    .array(
      z
        .object({ id: source })
        .catch({})
        .transform(({ id }) => ({ id })),
    )
    .catch([]),
});

/** Reads a JSON value as an entry. All that is wrong with it is told at once, even where one part is too wrong to be read. */
export function readEntry(json: unknown): EntryRead {
  if (!isJsonObject(json))
    return { draft: { sources: [] }, problems: [{ path: '', message: 'expected an object: an event with its negotiation' }], entry: null };
  const { negotiation, sources = [], ...fields } = json;
  const { sources: ids, ...rest } = draftSchema.parse(json);
  const given: unknown[] = Array.isArray(sources) ? sources : [];
  const draft = { ...rest, sources: ids.map(({ id }, index) => ({ id, source: sourceSchema.safeParse(given[index]).data })) };
  const frame = z.object(entryFrame).safeParse({ negotiation, sources });
  const shape = shapeOf(fields);
  const problems = [
    ...problemsIn(frame.error),
    ...problemsIn(shape.error),
    ...contradictionsIn(draft),
    ...repeatedIn(draft.sources.map(({ id }) => id)),
  ];
  if (!frame.success || problems.length > 0) return { draft, problems, entry: null };
  const event = eventSchema.parse(fields);
  return { draft, problems, entry: { negotiation: frame.data.negotiation, sources: frame.data.sources ?? [], event } };
}

/** Of an event whose kind is none, at least what every event has is checked. */
function shapeOf(fields: JsonObject) {
  return eventFrameSchema.shape.kind.safeParse(fields.kind).success
    ? eventShapeSchema.safeParse(fields)
    : eventFrameSchema.safeParse(fields);
}

function repeatedIn(ids: readonly (string | undefined)[]): EventProblem[] {
  return ids.flatMap((id, index) =>
    id === undefined || ids.indexOf(id) === index
      ? []
      : [{ path: `sources[${index}].id`, message: `the source "${id}" is given twice: expected each once` }],
  );
}

/** A correction as read: a merge patch of an entry, the reason where there is a sound one, and what is wrong with the rest. */
export interface CorrectionRead {
  readonly patch: JsonObject;
  readonly reason: string | null;
  readonly problems: readonly EventProblem[];
}

/** Reads a JSON value as a correction: a merge patch of an entry with the reason beside its fields. */
export function readCorrection(json: unknown): CorrectionRead {
  if (!isJsonObject(json))
    return { patch: {}, reason: null, problems: [{ path: '', message: 'expected an object: a merge patch of the event with a reason' }] };
  const { reason, ...patch } = json;
  const given = z.object({ reason: reasonSchema }).safeParse({ reason });
  return { patch, reason: given.data?.reason ?? null, problems: problemsIn(given.error) };
}

const retractionSchema = z.strictObject({ reason: reasonSchema });

/** Reads a JSON value as a retraction: nothing but the reason. */
export function readRetraction(json: unknown): { readonly reason: string | null; readonly problems: readonly EventProblem[] } {
  const parsed = retractionSchema.safeParse(json);
  return { reason: parsed.data?.reason ?? null, problems: problemsIn(parsed.error) };
}

/** Zod's findings with JSON paths, `position.moves[0].unit`; each unknown field has its own. */
function problemsIn(error: z.ZodError | undefined): EventProblem[] {
  return (error?.issues ?? []).flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), message: 'no such field here' }))
      : [{ path: pathOf(issue.path), message: issue.message }],
  );
}

function pathOf(path: readonly PropertyKey[]): string {
  return path
    .reduce<string>((text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}.${String(key)}`), '')
    .replace(/^\./, '');
}
