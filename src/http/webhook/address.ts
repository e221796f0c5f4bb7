import ipaddr from 'ipaddr.js';
import { oneLine } from '#domain/text/one-line.ts';

/** Where webhooks may go besides the public internet. */
export interface AddressRules {
  /** Whether this machine itself is allowed, also without TLS: for development. */
  readonly loopback: boolean;
}

/** An address that webhooks do not go to. The message is one line and says why. */
export class WebhookAddressError extends Error {
  override readonly name = 'WebhookAddressError';
}

/** All addresses that are given out to the public, of which the special ranges are still to be taken out (RFC 4291, 2.4). */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');
/** For examples in documents alone (RFC 9637). */
const documentation = ipaddr.IPv6.parseCIDR('3fff::/20');

/**
 * Whether an address is one of the public internet. Whatever is set apart is not: private, shared, loopback and link-local ranges, multicast,
 * ranges for tests and documents, and those of IPv6 that stand for an IPv4 address (mapped, NAT64, 6to4, Teredo), through which any of the others could be meant.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv4 || (address.match(globalUnicast) && !address.match(documentation));
}

/** Whether an address is this machine itself. */
export function isLoopbackAddress(text: string): boolean {
  return ipaddr.isValid(text) && ipaddr.parse(text).range() === 'loopback';
}

/** The IP address that stands in a URL's place of a name; null where a name stands there. */
export function literalAddress({ hostname }: URL): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(bare) ? bare : null;
}

/**
 * Checks every address that a URL leads to. One that is not allowed spoils the rest, because nobody knows which of them is connected to.
 *
 * @throws WebhookAddressError naming the first that is not allowed
 */
export function checkAddresses({ protocol }: URL, addresses: readonly string[], { loopback }: AddressRules): void {
  for (const address of addresses) {
    if (loopback && isLoopbackAddress(address)) continue;
    if (!isPublicAddress(address)) throw new WebhookAddressError(`${address} is not a public address`);
    if (protocol !== 'https:') throw new WebhookAddressError(`${address} is on the internet, where https is needed`);
  }
}

/** Whether a URL names this machine. Names that end in localhost never mean another (RFC 6761, 6.3). */
export function namesThisMachine(url: URL): boolean {
  const literal = literalAddress(url);
  return literal === null ? /(^|\.)localhost\.?$/.test(url.hostname) : isLoopbackAddress(literal);
}

/** The longest URL that is kept. */
const longestUrl = 2_000;

/**
 * The URL of a webhook, in the form that is kept. What its name resolves to is checked at each delivery, because it can change.
 *
 * @throws WebhookAddressError when no message would ever go there
 */
export function parseWebhookUrl(text: string, { loopback }: AddressRules): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new WebhookAddressError(`"${oneLine(text)}" is no URL that begins with https://`);
  if (url.username !== '' || url.password !== '')
    throw new WebhookAddressError('the URL holds a name or password: messages are signed instead');
  if (url.hash !== '') throw new WebhookAddressError('the URL has a fragment (#…), which is never sent');
  if (url.href.length > longestUrl) throw new WebhookAddressError(`the URL has more than ${longestUrl} characters`);
  if (namesThisMachine(url)) {
    if (!loopback) throw new WebhookAddressError('the URL leads to this machine: set WEBHOOK_LOOPBACK=1 to allow that, for development');
    return url.href;
  }
  if (url.protocol !== 'https:') throw new WebhookAddressError('the URL must begin with https://');
  const literal = literalAddress(url);
  if (literal !== null && !isPublicAddress(literal))
    throw new WebhookAddressError(`the URL leads to ${literal}, which is not a public address`);
  return url.href;
}
