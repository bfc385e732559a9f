/** Reserved so that nobody has a mailbox there (RFC 2606): the addresses of seeded people, and of an admin who gave none. */
const nobodyThere = /@(?:[^@]*\.)?invalid$/i

/** Whether mail to this address can arrive at all. */
export const isReachable = (email: string): boolean => !nobodyThere.test(email)

/** How long an address stays claimed by somebody who has not confirmed it. */
export const claimDays = 7
