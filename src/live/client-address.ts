import type { IncomingHttpHeaders } from 'node:http';
import ipaddr from 'ipaddr.js';

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
  return networkOf(named ?? peer);
}

/** The /64 of an IPv6 address; any other text is itself, without the IPv6 around an IPv4 address. */
function networkOf(text: string): string {
  if (!ipaddr.isValid(text)) return text;
  const address = ipaddr.process(text);
  if (address.kind() === 'ipv4') return address.toString();
  const network = ipaddr.IPv6.networkAddressFromCIDR(`${address.toNormalizedString()}/64`);
  return `${network.toString()}/64`;
}
