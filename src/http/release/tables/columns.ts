import { z } from 'zod';
import { type Event, eventFrameSchema } from '#domain/event/event.ts';
import { negotiationFrame } from '#domain/negotiation/negotiation.ts';
import { type Measure, measureSchema } from '#domain/position/measure.ts';
import type { NegotiationFile } from '#domain/record/record.ts';
import type { ReleaseContent } from '#domain/release/content.ts';
import { column, columnsOf, type ForeignKey } from '../table.ts';

/** For rows that are what their columns are of. */
export const itself = <Row>(row: Row) => row;

/** A row that is named within its negotiation. */
export interface Owned {
  readonly negotiation: string;
}
/** The column of the negotiation. */
export const negotiationField = negotiationFrame.slug.meta({ description: 'The negotiation that it belongs to.' });
export const negotiationColumn = column<Owned>('negotiation', negotiationField, ({ negotiation }) => negotiation);

/** A row that is about an event. */
export interface OfEvent {
  readonly event: Pick<Event, 'id'>;
}
/** The column of the event. */
export const eventField = eventFrameSchema.shape.id.meta({ description: 'The event that it is part of.' });
export const eventColumn = column<OfEvent>('event', eventField, ({ event }) => event.id);

/** A column that names a row of another table. */
export const to = (field: string, name: string, key: string): ForeignKey => ({ fields: [field], table: name, to: [key] });
/** The negotiation that a row belongs to. */
export const ofNegotiation = to('negotiation', 'negotiations', 'slug');
/** The event that a row is part of. */
export const ofEvent = to('event', 'events', 'id');
/** Two columns that name a row of another table within its negotiation. */
export const within = (field: string, name: string): ForeignKey => ({
  fields: ['negotiation', field],
  table: name,
  to: ['negotiation', 'id'],
});

/** Everything of one kind in all negotiations, each with the slug of its own. */
export function inAll<Item extends object>(
  items: (negotiation: NegotiationFile) => readonly Item[],
): (content: ReleaseContent) => readonly (Item & Owned)[] {
  return ({ record }) =>
    record.negotiations.flatMap((negotiation) => items(negotiation).map((item) => ({ ...item, negotiation: negotiation.slug })));
}

/** A column of places. */
export const numbered = z.int().min(1).meta({ description: 'Its place among those of the same thing, from 1.' });

/** The columns of a number with what it measures. */
export const measureColumns = columnsOf(measureSchema.shape, itself<Measure>, [
  'measure',
  'value',
  'unit',
  'contractYear',
  'scope',
  'effectiveOn',
  'claimedBy',
]);
