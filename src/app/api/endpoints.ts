import { isDatabaseUnavailable } from '#data/availability.ts';
import { readVersion, readVersionAt } from '#data/change/read.ts';
import { settleLog } from '#data/change/write.ts';
import { database } from '#data/client.ts';
import { readTransaction } from '#data/transaction.ts';
import { publicOrigin } from '#env';
import { endpointsOver, requestIdOf } from '#http/endpoint.ts';
import { now } from '#live/clock.ts';
import { log } from '#live/log.ts';
import { sharedRun } from './shared-run.ts';

/** A client is told within two seconds that the database is not there; no read may take longer, in milliseconds. */
const deadline = 1800;

/** Takes note of a fault that a client is told nothing about. */
export function report(error: unknown, request: Request): void {
  log.error('a request failed', error, {
    requestId: requestIdOf(request),
    method: request.method,
    path: new URL(request.url).pathname,
  });
}

/** The endpoints of this process: over its database, its clock and its public address. */
export const endpoints = endpointsOver({
  read: (run) => readTransaction(database(), run, deadline),
  version: readVersion,
  versionAt: readVersionAt,
  settle: sharedRun(() => settleLog(database(), now().toISOString(), deadline)),
  isUnavailable: isDatabaseUnavailable,
  report,
  now,
  get origin() {
    return publicOrigin();
  },
  deadline,
});
