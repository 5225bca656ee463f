import { BlockList, isIP } from 'node:net'

/** What may be reached. */
export type Reach =
  /** The public internet alone. */
  | 'public'
  /** And this machine: for sandboxes. */
  | 'public-and-loopback'
  /** Any address: for those that the operator chose. */
  | 'anywhere'

const CLOSED_4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15'],
  ...['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
]

/** With every range that wraps an IPv4 address, which could be any of the above. */
const CLOSED_6 = [
  ...['::/96', '::ffff:0:0/96', '::ffff:0:0:0/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64'],
  ...['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20', 'fc00::/7', 'fe80::/10'],
  ...['fec0::/10', 'ff00::/8'],
]

function blockList(ranges: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [address, bits] = range.split('/') as [string, string]
    list.addSubnet(address, Number(bits), family)
  }
  return list
}

const CLOSED = { 4: blockList(CLOSED_4, 'ipv4'), 6: blockList(CLOSED_6, 'ipv6') }
const LOOPBACK = { 4: blockList(['127.0.0.0/8'], 'ipv4'), 6: blockList(['::1/128'], 'ipv6') }

/**
 * Whether an IP address may be reached: not a private, link-local (metadata services live there),
 * reserved or multicast one, and this machine only where that is allowed. No text that is not an
 * address may.
 */
export function mayReach(address: string, reach: Reach): boolean {
  const version = isIP(address)
  if (version !== 4 && version !== 6) return false
  if (reach === 'anywhere') return true
  const family = version === 4 ? 'ipv4' : 'ipv6'
  if (LOOPBACK[version].check(address, family)) return reach === 'public-and-loopback'
  return !CLOSED[version].check(address, family)
}
