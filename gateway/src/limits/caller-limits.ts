/** What requests are counted to: an account where one is signed in, else the network of an address. */
export type CallerKind = 'account' | 'address'

/** The limits of a caller, as metrics and log lines name them. */
export type LimitName = `${CallerKind}_${'tokens' | PlaceKind}` | 'refusals'

/** The places that a request may hold while it is under way: each holds one, what is heavy one of a few more. */
export type PlaceKind = 'under_way' | 'heavy_under_way'

/**
 * What one caller may have done here. A token is about a millisecond of one processor's work, wherever in the forum it is spent; a bucket
 * fills by `perSecond` up to `tokens`. Who is signed in is counted as an account, everybody else by the network of their address.
 */
export const callerLimits = {
  account: { tokens: 2_000, perSecond: 300, underWay: 8, heavyUnderWay: 4 },
  /**
   * Heavy are searches, several rankings, long series, many long texts and a thousand references: each keeps a store or a service busy. So
   * are large bodies: each keeps this process busy.
   */
  address: { tokens: 2_000, perSecond: 300, underWay: 32, heavyUnderWay: 4 },
  /** What operations of one caller that run at the same moment may cost in tokens; the others that it has under way wait for them. */
  runningTokens: 100,
  /** Requests of an address that are malformed or bring bad credentials; beyond them nothing of the address is read. */
  refusals: { tokens: 600, perSecond: 20 },
} as const

/** What is taken, in tokens. An operation that was sent before takes what it took then (operation-work.ts). */
export const prices = {
  query: 2,
  mutation: 15,
  /** For each node of an operation's cost. */
  node: 0.4,
  /** Each thing with an id that it leads to (A5.8: 2,900 of them take 217 ms). */
  reference: 0.07,
  /** Each long text that it may answer with. */
  longText: 0.1,
  /** An answer of more than `largeAnswerBytes`, for each 100 KB, when it is known how long it became (A5.4: 1.3 MB take 70 ms). */
  largeAnswer: 5,
  /** An operation that has to be validated and planned first, in a thread of its own. */
  plan: 50,
  /** No operation is dearer, so that none needs a bucket that nothing was taken of; what it takes beyond that is charged afterwards. */
  dearest: 1_000,
  /** What an operation took beyond its price is charged afterwards when it is more than this: less may be what others kept it waiting. */
  unexpected: 250,
  /** A page of the web app, whose head is read from the forum. */
  page: 30,
  /** A feed: thirty posts with their texts, their authors and tags. */
  feed: 60,
  /** A part of the sitemap: 10,000 addresses, read from Posts unless they were lately. */
  sitemap: 20,
  /** The beginning of an export file, or of a part of it. */
  export: 20,
  /** A picture of a post: asking who may see it, and sending what is kept. */
  picture: 10,
  /** Drawing one that is not kept, in a thread of its own. */
  drawing: 60,
  /** A document that is kept in memory: the schema, the public keys, the page with Sandbox. */
  document: 1,
  /** Parsing the text of an operation that was not seen lately, for 1,000 characters. */
  parsing: 0.5,
  /** A body of more than `largeBodyBytes`, for each 64 KB, before it is read where its length is said. */
  largeBody: 4,
} as const

export const largeBodyBytes = 64 * 1024
export const largeAnswerBytes = 100_000
