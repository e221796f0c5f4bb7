import { changesOperation, eventHistoryOperation } from './contracts/change.ts';
import { comparisonOperation } from './contracts/comparison.ts';
import { dayCountOperation } from './contracts/daycount.ts';
import { differenceOperation } from './contracts/difference.ts';
import {
  eventOperation,
  negotiationTimelineOperation,
  sessionsOperation,
  statementsOperation,
  timelineOperation,
  votesOperation,
} from './contracts/event.ts';
import { issueOperation, issuesOperation } from './contracts/issue.ts';
import { ladderOperation } from './contracts/ladder.ts';
import { demandsOperation, negotiationOperation, negotiationsOperation } from './contracts/negotiation.ts';
import { peopleOperation, personOperation, studioOperation, studiosOperation, unionOperation, unionsOperation } from './contracts/party.ts';
import { correctOperation, publishOperation, retractOperation } from './contracts/publishing.ts';
import { eventCitationOperation, negotiationCitationOperation } from './contracts/quotation.ts';
import { releaseOperation, releasesOperation } from './contracts/release.ts';
import { searchOperation } from './contracts/search.ts';
import { disputesOperation, sourceOperation, sourcesOperation } from './contracts/source.ts';
import { statusOperation } from './contracts/status.ts';
import type { OperationFrame, WriteFrame } from './operation.ts';

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
  releasesOperation,
  releaseOperation,
];

/** Every write of the API. */
export const writeOperations: readonly WriteFrame[] = [publishOperation, correctOperation, retractOperation];
