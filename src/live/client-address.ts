import type { IncomingHttpHeaders } from 'node:http';
import { isIPv6 } from 'node:net';

/** What is looked at of a request. */
interface Addressed {
  readonly socket: { readonly remoteAddress?: string | undefined };
  readonly headers: IncomingHttpHeaders;
}

/**
 * The address that limits are counted by: the peer's, or with proxies in front of this process the one that the outermost of them
 * names. An IPv6 address counts as its /64, because a household has all of it.
 *
 * @param trustedProxies how many proxies of our own the request has passed, each of which appends to `X-Forwarded-For`
 */
export function clientAddress(request: Addressed, trustedProxies: number): string {
  const peer = request.socket.remoteAddress ?? '';
  const forwarded = trustedProxies === 0 ? [] : [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const named = forwarded
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .at(-trustedProxies);
  const address = (named ?? peer).replace(/^::ffff:(?=\d+\.)/i, '');
  return isIPv6(address) ? networkOf(address) : address;
}

/** The first four groups of an IPv6 address. */
function networkOf(address: string): string {
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  return `${[...first, ...zeros, ...last]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
