import { isIPv4, isIPv6 } from 'node:net'

/**
 * Whose address it is, for limits and counts: an IPv4 address, or the /64 network of an IPv6 one, of which a customer has them all.
 * An IPv4 address written as IPv6 (::ffff:1.2.3.4, ::ffff:102:304) is the IPv4 address. What is no address is given back as it is.
 */
export function networkOf(address: string): string {
  const bare = address.split('%', 1)[0] ?? address
  if (isIPv4(bare)) return bare
  if (!isIPv6(bare)) return address
  const groups = groupsOf(bare)
  if (groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff')
    return groups
      .slice(6)
      .flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255])
      .join('.')
  return `${groups.slice(0, 4).join(':')}::/64`
}

/** The eight groups of an IPv6 address. The URL parser writes it in its canonical form, with one :: for the longest run of zeros. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail ? tail.split(':') : []
  return [...front, ...Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back]
}
