import { isIPv6 } from 'node:net'

/**
 * Whose address it is, for limits and counts: an IPv4 address, or the /64 network of an IPv6 one, of which a customer has them all.
 * An IPv4 address written as IPv6 (::ffff:1.2.3.4) is the IPv4 address.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped?.[1]) return mapped[1]
  const bare = address.split('%', 1)[0] ?? address
  if (!isIPv6(bare)) return address
  // The URL parser writes an IPv6 address in its canonical form, with one :: for the longest run of zeros.
  const [head = '', tail = ''] = new URL(`http://[${bare}]/`).hostname.slice(1, -1).split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail === '' ? [] : tail.split(':')
  const groups = [...front, ...Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back]
  return `${groups.slice(0, 4).join(':')}::/64`
}
