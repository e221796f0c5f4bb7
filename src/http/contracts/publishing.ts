import { z } from 'zod';
import { eventSchema } from '#domain/event/event.ts';
import { entryFrame, reasonSchema } from '#domain/record/entry.ts';
import { slugSchema } from '#domain/text/text.ts';
import { writeOperation } from '../operation.ts';
import { eventAnswer } from './event.ts';
import { eventParams, noParams } from './fields.ts';

const entryBody = z.intersection(eventSchema, z.object(entryFrame)).meta({
  id: 'Entry',
  description: 'An event in the format of the record, with its negotiation and the sources that it is the first to cite.',
});

const correctionBody = z
  .looseObject({ reason: reasonSchema, sources: entryFrame.sources })
  .meta({ id: 'Correction', description: 'A JSON Merge Patch (RFC 7396) of the entry, with the reason beside its fields.' });

const retractionBody = z.strictObject({ reason: reasonSchema }).meta({ id: 'Retraction' });

/** The event that was taken off the record, in few words, and why. */
export const retractionAnswer = z
  .strictObject({ id: slugSchema, negotiation: slugSchema, headline: z.string(), state: z.literal('RETRACTED'), reason: z.string() })
  .meta({ id: 'RetractedEvent', description: 'What was taken off the record.' });

const always =
  'All of it takes effect, with its change in the log, or nothing does; a refusal names every reason at once. Refused is also what would leave the step of another event without what it rests on, ' +
  'such as a deal ratified without the deal: that event is corrected or retracted first. ' +
  'It takes effect once for each `Idempotency-Key` of a token: asked again with the same body, also by another process, it gives the same answer byte for byte with ' +
  '`Idempotency-Replayed: true`. Only what took effect is kept under its key, for at least 24 hours: after a refusal the key can be used again. ' +
  'After a 503, or no answer at all, ask again with the same key. The key follows draft-ietf-httpapi-idempotency-key-header-07, the quota fields ' +
  'draft-ietf-httpapi-ratelimit-headers. ';

const json = 'application/json';

const everyWrite = [
  'IDEMPOTENCY_KEY_REQUIRED',
  'MALFORMED_BODY',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'IDEMPOTENCY_KEY_IN_FLIGHT',
  'BODY_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'INVALID_EVENT',
  'IDEMPOTENCY_KEY_REUSED',
  'TOO_MANY_REQUESTS',
] as const;

/** `POST /events` */
export const publishOperation = writeOperation({
  id: 'publishEvent',
  method: 'POST',
  path: '/events',
  summary: 'Publish an event',
  description:
    `${always}The answer is the event as \`GET /events/{id}\` tells it: as of today or, where nothing of it is known yet, as of the first day on which something is. ` +
    'Refused are a fact without a citation, names that the record does not have, an id that is or was in use, and what cannot be: a state of no axis, a stoppage without its kind, a detail of another ' +
    'kind of event, a stoppage that ends or is suspended though none was called, a deal ratified or rejected though none was reached, and an agreement extended or expired after its successor was in force.',
  params: noParams,
  scope: 'PUBLISH',
  body: entryBody,
  mediaTypes: [json],
  ifMatch: 'NONE',
  status: 201,
  data: eventAnswer,
  problems: everyWrite,
});

/** `PATCH /events/{id}` */
export const correctOperation = writeOperation({
  id: 'correctEvent',
  method: 'PATCH',
  path: '/events/{id}',
  summary: 'Correct an event',
  description:
    `${always}What the event said before, what it says since, and the reason are in the log for good. \`If-Match\` is the event's own entity tag: the ` +
    'number of its last change, from the header `Parley-Revision` of `GET /events/{id}` or the `ETag` of the last write. (The `ETag` of `GET` is that of the ' +
    'whole answer, which also changes with the version and the date.) The id never changes, and begins with the date: where the date was wrong, retract the event and publish it anew.',
  params: eventParams,
  scope: 'CORRECT',
  body: correctionBody,
  mediaTypes: [json, 'application/merge-patch+json'],
  ifMatch: 'REQUIRED',
  status: 200,
  data: eventAnswer,
  problems: [...everyWrite, 'NOT_FOUND', 'ALREADY_RETRACTED', 'PRECONDITION_FAILED', 'PRECONDITION_REQUIRED'],
});

/** `POST /events/{id}/retraction` */
export const retractOperation = writeOperation({
  id: 'retractEvent',
  method: 'POST',
  path: '/events/{id}/retraction',
  summary: 'Retract an event',
  description: `${always}The event is no longer on record, its history stays, and its id is never used again. \`If-Match\` is heeded where it is sent.`,
  params: eventParams,
  scope: 'CORRECT',
  body: retractionBody,
  mediaTypes: [json],
  ifMatch: 'ACCEPTED',
  status: 200,
  data: retractionAnswer,
  problems: [...everyWrite, 'NOT_FOUND', 'ALREADY_RETRACTED', 'PRECONDITION_FAILED'],
});
