import { describe, expect, it } from 'vitest';
import { isDatabaseUnavailable } from './availability.ts';

function coded(message: string, more: object): Error {
  return Object.assign(new Error(message), more);
}

describe('a database that is not there', () => {
  it.each([
    coded('connect ECONNREFUSED', { code: 'ECONNREFUSED' }),
    coded('Unable to start a transaction in the given time.', { code: 'P2028' }),
    coded('terminating connection due to administrator command', { code: '57P01' }),
    new Error('Connection terminated unexpectedly'),
    new Error('outer', { cause: coded('sorry, too many clients already', { code: '53300' }) }),
    coded('Raw query failed', {
      code: 'P2010',
      meta: { driverAdapterError: { name: 'DriverAdapterError', cause: { originalCode: '57014' } } },
    }),
    coded('Raw query failed. Nobody listens there', {
      code: 'P2010',
      meta: { driverAdapterError: { name: 'DriverAdapterError', cause: { kind: 'DatabaseNotReachable', host: '127.0.0.1', port: 1 } } },
    }),
  ])('is told by %s', (error) => {
    expect(isDatabaseUnavailable(error)).toBe(true);
  });

  it.each([
    new TypeError('undefined is not a function'),
    coded('duplicate key', { code: 'P2002' }),
    coded('Raw query failed', { code: 'P2010', meta: { driverAdapterError: { cause: { originalCode: '42601' } } } }),
    coded('cannot execute DELETE in a read-only transaction', { code: '25006' }),
    'ECONNREFUSED',
    null,
  ])('is not told by %s', (error) => {
    expect(isDatabaseUnavailable(error)).toBe(false);
  });
});
