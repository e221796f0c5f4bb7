import { calendarOperation } from './contracts/calendar.ts';
import { changesOperation, eventHistoryOperation } from './contracts/change.ts';
import { checkpointOperation } from './contracts/checkpoint.ts';
import { comparisonOperation } from './contracts/comparison.ts';
import { dayCountOperation } from './contracts/daycount.ts';
import { differenceOperation } from './contracts/difference.ts';
import { embedOperations } from './contracts/embed.ts';
import {
  eventOperation,
  negotiationTimelineOperation,
  sessionsOperation,
  statementsOperation,
  timelineOperation,
  votesOperation,
} from './contracts/event.ts';
import { correctionsFeedOperation, feedOperation } from './contracts/feed.ts';
import { issueOperation, issuesOperation } from './contracts/issue.ts';
import { ladderOperation } from './contracts/ladder.ts';
import { demandsOperation, negotiationOperation, negotiationsOperation } from './contracts/negotiation.ts';
import { oembedOperation } from './contracts/oembed.ts';
import { peopleOperation, personOperation, studioOperation, studiosOperation, unionOperation, unionsOperation } from './contracts/party.ts';
import { badgeOperation, pictureOperations } from './contracts/picture.ts';
import { correctOperation, publishOperation, retractOperation } from './contracts/publishing.ts';
import { eventCitationOperation, negotiationCitationOperation } from './contracts/quotation.ts';
import { releaseOperation, releasesOperation } from './contracts/release.ts';
import { searchOperation } from './contracts/search.ts';
import { disputesOperation, sourceOperation, sourcesOperation } from './contracts/source.ts';
import { statusOperation } from './contracts/status.ts';
import type { FileFrame, OperationFrame, WriteFrame } from './operation.ts';

/** Every address of the API that is read and described by a contract, in the order of its documentation. */
export const operations: readonly OperationFrame[] = [
  statusOperation,
  negotiationsOperation,
  negotiationOperation,
  negotiationTimelineOperation,
  ladderOperation,
  differenceOperation,
  negotiationCitationOperation,
  timelineOperation,
  eventOperation,
  eventHistoryOperation,
  searchOperation,
  eventCitationOperation,
  comparisonOperation,
  dayCountOperation,
  demandsOperation,
  sessionsOperation,
  statementsOperation,
  votesOperation,
  issuesOperation,
  issueOperation,
  unionsOperation,
  unionOperation,
  studiosOperation,
  studioOperation,
  peopleOperation,
  personOperation,
  disputesOperation,
  sourcesOperation,
  sourceOperation,
  changesOperation,
  checkpointOperation,
  releasesOperation,
  releaseOperation,
];

/** Every write of the API. */
export const writeOperations: readonly WriteFrame[] = [publishOperation, correctOperation, retractOperation];

/** Every address outside the API that is made for other programs. */
export const fileOperations: readonly FileFrame[] = [
  feedOperation,
  correctionsFeedOperation,
  calendarOperation,
  ...Object.values(embedOperations),
  oembedOperation,
  badgeOperation,
  ...Object.values(pictureOperations),
];
