import type { Allowance } from './modules/rate-limits/rate-limiter.ts'

type Window = Pick<Allowance, 'points' | 'windowSeconds'>

export type SessionLimits = {
  /** Of one session from one address; a session in use refreshes every 5 minutes in each of its tabs at most. */
  refreshes: Window
  /** Tokens that nobody has, from one address. */
  unknownRefreshes: Window
}

export type LoginLimits = {
  /** One login name from one address. */
  ofStranger: Window
  /** One address, whatever the names. */
  ofAddress: Window
  /** One login name from all addresses that are not known: what a distributed guesser gets. */
  ofName: Window
  /** A browser that has signed in to this account before. */
  ofDevice: Window
  /** Logins of one account that succeed: each leaves a session behind. */
  ofAccount: Window
}

export type RegistrationLimits = {
  /** One handle or address of e-mail from one address. */
  ofName: Window
  ofAddress: Window
}

export type Limits = { session: SessionLimits; login: LoginLimits; registration: RegistrationLimits }

export type LimitConfig = { LOGINS_PER_ADDRESS: number; REGISTRATIONS_PER_ADDRESS: number }

const quarterHour = 15 * 60
const hour = 60 * 60

/** What an address may do is configurable, because many people can be behind one; the rest follows from what one person needs. */
export const limitsOf = ({ LOGINS_PER_ADDRESS, REGISTRATIONS_PER_ADDRESS }: LimitConfig): Limits => ({
  session: {
    refreshes: { points: 120, windowSeconds: 600 },
    unknownRefreshes: { points: 300, windowSeconds: 600 },
  },
  login: {
    ofStranger: { points: 10, windowSeconds: quarterHour },
    ofAddress: { points: LOGINS_PER_ADDRESS, windowSeconds: quarterHour },
    ofName: { points: 100, windowSeconds: hour },
    ofDevice: { points: 10, windowSeconds: quarterHour },
    ofAccount: { points: 100, windowSeconds: hour },
  },
  registration: {
    ofName: { points: 10, windowSeconds: hour },
    ofAddress: { points: REGISTRATIONS_PER_ADDRESS, windowSeconds: hour },
  },
})
