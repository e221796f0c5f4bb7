import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkAddresses, isPublicAddress, parseWebhookUrl, WebhookAddressError } from './address.ts';

/** Special ranges of IPv4: the first bytes that are fixed, and how many bits of the next. */
const special: readonly string[] = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

const dotted = (bits: number) => [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.');
/** The 32 bits of an IPv4 address as the last two groups of an IPv6 address. */
const groups = (bits: number) => `${(bits >>> 16).toString(16)}:${(bits & 0xffff).toString(16)}`;

/** Any address of a special range. */
const inSpecial = fc.constantFrom(...special).chain((range) => {
  const [base = '', length = '0'] = range.split('/');
  const start = base.split('.').reduce((bits, part) => bits * 256 + Number(part), 0);
  return fc.integer({ min: 0, max: 2 ** (32 - Number(length)) - 1 }).map((rest) => (start + rest) >>> 0);
});
const anyBits = fc.integer({ min: 0, max: 0xffff_ffff });

describe('public addresses', () => {
  test.each([
    '1.1.1.1',
    '8.8.8.8',
    '93.184.216.34',
    '172.15.255.255',
    '172.32.0.0',
    '100.63.255.255',
    '2606:4700::1111',
    '2a00:1450:4001::8a',
  ])('%s is one', (address) => expect(isPublicAddress(address)).toBe(true));

  test.each([
    '::',
    '::1',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'fc00::1',
    'fd12:3456::1',
    'ff02::1',
    '2001:db8::1',
    '3fff::1',
    '2001::1',
    '100::1',
    '64:ff9b:1::7f00:1',
    '::7f00:1',
    '169.254.169.254',
    '255.255.255.255',
    'localhost',
    '',
    '1.1.1.1.1',
  ])('"%s" is none', (address) => expect(isPublicAddress(address)).toBe(false));

  test('nothing in a special range is one', () => {
    fc.assert(
      fc.property(inSpecial, (bits) => {
        expect(isPublicAddress(dotted(bits))).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  test('no IPv6 address that stands for an IPv4 address is one', () => {
    fc.assert(
      fc.property(anyBits, (bits) => {
        for (const address of [
          `::ffff:${dotted(bits)}`,
          `::ffff:${groups(bits)}`,
          `::${groups(bits)}`,
          `64:ff9b::${groups(bits)}`,
          `2002:${groups(bits)}::1`,
          `2001:0:${groups(bits)}::1`,
        ])
          expect(isPublicAddress(address), address).toBe(false);
      }),
    );
  });
});

describe('the addresses that a URL leads to', () => {
  const https = new URL('https://hooks.example/');
  const http = new URL('http://hooks.example/');

  test('one that is not public spoils the rest, wherever it stands', () => {
    fc.assert(
      fc.property(inSpecial, fc.integer({ min: 0, max: 2 }), (bits, place) => {
        const addresses = ['1.1.1.1', '8.8.8.8'].toSpliced(place, 0, dotted(bits));
        expect(() => checkAddresses(https, addresses, { loopback: false })).toThrow(WebhookAddressError);
      }),
    );
    expect(() => checkAddresses(https, ['1.1.1.1', '2606:4700::1111'], { loopback: false })).not.toThrow();
  });

  test('the switch for development lets this machine through, and nothing else', () => {
    for (const url of [https, http]) expect(() => checkAddresses(url, ['127.0.0.1', '::1'], { loopback: true })).not.toThrow();
    for (const address of ['10.0.0.1', '169.254.169.254', '::ffff:127.0.0.1', '0.0.0.0'])
      expect(() => checkAddresses(https, [address], { loopback: true }), address).toThrow(WebhookAddressError);
    expect(() => checkAddresses(http, ['127.0.0.1', '1.1.1.1'], { loopback: true })).toThrow(/https is needed/);
  });
});

describe('the URL of a webhook', () => {
  test.each([
    ['https://hooks.example', 'https://hooks.example/'],
    ['https://hooks.example:8443/a/b?c=d', 'https://hooks.example:8443/a/b?c=d'],
    ['https://1.1.1.1/x', 'https://1.1.1.1/x'],
  ])('%s is kept as %s', (text, url) => expect(parseWebhookUrl(text, { loopback: false })).toBe(url));

  test.each([
    ['hooks.example', /no URL/],
    ['ftp://hooks.example/', /no URL/],
    ['javascript:alert(1)', /no URL/],
    ['', /no URL/],
    ['http://hooks.example/', /must begin with https/],
    ['https://user:pass@hooks.example/', /name or password/],
    ['https://user@hooks.example/', /name or password/],
    ['https://hooks.example/#top', /fragment/],
    ['https://127.0.0.1/', /this machine/],
    ['https://0x7f.1/', /this machine/],
    ['https://2130706433/', /this machine/],
    ['https://[::1]/', /this machine/],
    ['https://localhost/', /this machine/],
    ['https://hooks.localhost./', /this machine/],
    ['https://10.0.0.1/', /not a public address/],
    ['https://169.254.169.254/latest', /not a public address/],
    ['https://[::ffff:127.0.0.1]/', /not a public address/],
    ['https://[64:ff9b::a00:1]/', /not a public address/],
    [`https://hooks.example/${'x'.repeat(2_000)}`, /2000 characters/],
  ])('%s is refused', (text, reason) => expect(() => parseWebhookUrl(text, { loopback: false })).toThrow(reason));

  test('the switch for development allows this machine, also without TLS, and no other', () => {
    expect(parseWebhookUrl('http://localhost:4311/in', { loopback: true })).toBe('http://localhost:4311/in');
    expect(parseWebhookUrl('http://[::1]:4311/', { loopback: true })).toBe('http://[::1]:4311/');
    expect(() => parseWebhookUrl('http://10.0.0.1/', { loopback: true })).toThrow(WebhookAddressError);
    expect(() => parseWebhookUrl('http://hooks.example/', { loopback: true })).toThrow(WebhookAddressError);
  });
});
