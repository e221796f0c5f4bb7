import { describe, expect, test } from 'vitest';
import { clientAddress } from './client-address.ts';

function asked(remoteAddress: string, forwarded?: string) {
  return { socket: { remoteAddress }, headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } };
}

describe('the address that limits are counted by', () => {
  test.each([
    [asked('203.0.113.7'), 0, '203.0.113.7'],
    [asked('::ffff:203.0.113.7'), 0, '203.0.113.7'],
    [asked('203.0.113.7', '198.51.100.1'), 0, '203.0.113.7'],
    [asked('10.0.0.1', '198.51.100.1'), 1, '198.51.100.1'],
    [asked('10.0.0.1', 'forged, 198.51.100.1'), 1, '198.51.100.1'],
    [asked('10.0.0.1', 'forged, 198.51.100.1, 10.0.0.2'), 2, '198.51.100.1'],
    [asked('10.0.0.1'), 1, '10.0.0.1'],
    [asked('2001:db8:1:2:3:4:5:6'), 0, '2001:db8:1:2::/64'],
    [asked('2001:db8:1:2::9'), 0, '2001:db8:1:2::/64'],
    [asked('2001:0db8::1'), 0, '2001:db8::/64'],
    [asked('fe80::1%eth0'), 0, 'fe80::/64'],
    [asked('10.0.0.1', 'nobody'), 1, 'nobody'],
    [asked('::1'), 0, '::/64'],
  ])('%j behind %i proxies is %s', (request, proxies, address) => expect(clientAddress(request, proxies)).toBe(address));
});
