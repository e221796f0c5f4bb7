import { isDatabaseUnavailable } from '#data/availability.ts';
import { readVersion } from '#data/change/read.ts';
import { database } from '#data/client.ts';
import { readTransaction } from '#data/transaction.ts';
import { environment } from '#env';
import { endpointsOver } from '#http/endpoint.ts';
import { now } from '#live/clock.ts';

/** A client is told within two seconds that the database is not there; no read may take longer, in milliseconds. */
const deadline = 1800;

/** Takes note of a fault that a client is told nothing about. */
export function report(error: unknown, request: Request): void {
  console.error(`${request.method} ${new URL(request.url).pathname} failed`, error);
}

/** The public address of the site, without a slash at the end. */
export function origin(): string {
  const { ORIGIN, HOST, PORT } = environment();
  return ORIGIN ?? `http://${HOST}:${PORT}`;
}

/** The endpoints of this process: over its database, its clock and its public address. */
export const endpoints = endpointsOver({
  read: (run) => readTransaction(database(), run, deadline),
  version: readVersion,
  isUnavailable: isDatabaseUnavailable,
  report,
  now,
  get origin() {
    return origin();
  },
  deadline,
});
