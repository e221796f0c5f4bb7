import { z } from 'zod';
import { positionSchema } from '../position/position.ts';
import { bargainingSessionSchema } from '../session/session.ts';
import { citationsSchema } from '../source/source.ts';
import { statementSchema } from '../statement/statement.ts';
import { slugSchema, textSchema } from '../text/text.ts';
import { calendarDateSchema, partialDateSchema, timeOfDaySchema } from '../time/partial-date.ts';
import { voteSchema } from '../vote/vote.ts';
import { contradictionsIn } from './contradiction.ts';
import { statusChangeSchema } from './status-change.ts';

/** What kind of fact an event is. */
export const eventKinds = ['SESSION', 'PROPOSAL', 'VOTE', 'STATEMENT', 'STATUS', 'MILESTONE', 'ACTION'] as const;
export type EventKind = (typeof eventKinds)[number];

/** How sure the record is: a primary page or two independent ones, one outlet, or sources that disagree. */
export const confidenceSchema = z.enum(['CONFIRMED', 'REPORTED', 'DISPUTED']).meta({ id: 'Confidence' });

/** `MAJOR` events tell the story alone. */
export const significanceSchema = z.enum(['MAJOR', 'MINOR']).meta({ id: 'Significance' });
export type Significance = z.infer<typeof significanceSchema>;

const id = slugSchema.meta({ description: 'The stable id of the event: it begins with its date.' });
const common = {
  date: partialDateSchema.meta({ description: 'When it happened or takes effect, as precise as the source.' }),
  time: timeOfDaySchema
    .exactOptional()
    .meta({ description: 'The time of day, only where a source gives it, in the time zone of the negotiation.' }),
  endDate: partialDateSchema.exactOptional().meta({ description: 'The last day of a span.' }),
  announcedOn: calendarDateSchema.exactOptional().meta({ description: 'The day of its announcement, where that came first.' }),
  headline: textSchema(200).meta({ description: 'What happened, in one line.' }),
  summary: textSchema(2000).meta({ description: 'What happened, in plain sentences.' }),
  significance: significanceSchema.meta({ description: '`MAJOR` events tell the story alone.' }),
  confidence: confidenceSchema.meta({
    description: 'CONFIRMED by a primary page or two independent ones, REPORTED by one outlet, or DISPUTED among sources.',
  }),
  citations: citationsSchema,
  statusChanges: z.array(statusChangeSchema).min(1).max(10).exactOptional(),
};

/** What every event has, whatever its kind. */
export const eventFrameSchema = z.looseObject({
  id,
  ...common,
  kind: z.enum(eventKinds).meta({ description: 'What kind of fact it is, which says what detail it carries.' }),
});

/** The shape of an event by its kind, without what holds between its fields. */
export const eventShapeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ id, kind: z.literal('SESSION'), ...common, session: bargainingSessionSchema }),
  z.strictObject({ id, kind: z.literal('PROPOSAL'), ...common, position: positionSchema }),
  z.strictObject({ id, kind: z.literal('VOTE'), ...common, vote: voteSchema }),
  z.strictObject({ id, kind: z.literal('STATEMENT'), ...common, statement: statementSchema }),
  z.strictObject({ id, kind: z.literal('STATUS'), ...common, statusChanges: common.statusChanges.unwrap() }),
  z.strictObject({ id, kind: z.literal('MILESTONE'), ...common }),
  z.strictObject({ id, kind: z.literal('ACTION'), ...common }),
]);

/** A dated fact: the spine of the record. Its kind says which detail it carries, exactly one or none. */
export const eventSchema = eventShapeSchema
  .superRefine((event, context) => {
    for (const { path, message } of contradictionsIn(event)) context.addIssue({ code: 'custom', path: [path], message });
  })
  .meta({ id: 'Event', description: 'A dated, cited fact of one negotiation.' });
export type Event = z.infer<typeof eventSchema>;
