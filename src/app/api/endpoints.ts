import { isDatabaseUnavailable } from '#data/availability.ts';
import { readVersion, readVersionAt } from '#data/change/read.ts';
import { settleLog } from '#data/change/write.ts';
import { database } from '#data/client.ts';
import { readTransaction } from '#data/transaction.ts';
import { publicOrigin } from '#env';
import { endpointsOver } from '#http/endpoint.ts';
import { now } from '#live/clock.ts';
import { inTurn } from './in-turn.ts';

/** A client is told within two seconds that the database is not there; no read may take longer, in milliseconds. */
const deadline = 1800;

/** The endpoints of this process: over its database, its clock and its public address. */
export const endpoints = endpointsOver({
  read: (run) => readTransaction(database(), run, deadline),
  version: readVersion,
  versionAt: readVersionAt,
  settle: inTurn(() => settleLog(database(), now().toString(), deadline)),
  isUnavailable: isDatabaseUnavailable,
  report: (error, request) => console.error(`${request.method} ${new URL(request.url).pathname} failed`, error),
  now,
  get origin() {
    return publicOrigin();
  },
  deadline,
});
