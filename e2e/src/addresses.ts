let given = 0

/** An address that nobody of this process has yet (RFC 2544's test network): limits count each simulated person for themselves. */
export function newAddress(): string {
  given += 1
  return `198.${18 + (Math.floor(given / 65_536) % 2)}.${Math.floor(given / 256) % 256}.${given % 256}`
}

/** The header by which a trusted proxy (TRUST_PROXY=loopback) says who asks. */
export const from = (address: string): { 'x-forwarded-for': string } => ({ 'x-forwarded-for': address })
