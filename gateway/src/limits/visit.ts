import type { Viewer } from '@forum/graphql-kit'
import type { FastifyRequest } from 'fastify'
import { type CallerKind, largeBodyBytes, type PlaceKind, prices } from './caller-limits.ts'
import type { Taking } from './token-buckets.ts'
import { addressOf, type Traffic } from './traffic.ts'

const visits = new WeakMap<FastifyRequest, Visit>()

/** The visit of a request, which begins when it is first asked for. */
export function visitOf(traffic: Traffic, request: FastifyRequest): Visit {
  const known = visits.get(request)
  if (known) return known
  const visit = new Visit(traffic, request)
  visits.set(request, visit)
  return visit
}

/** Whether the length of a body is known when it ends, and not before. */
export const isLengthUnsaid = (headers: FastifyRequest['headers']): boolean =>
  headers['transfer-encoding'] !== undefined

/** One request on its way through: whom it counts to, and the place that it holds until it has ended. */
export class Visit {
  readonly #traffic: Traffic
  readonly #address: string
  /** As the trusted proxy says it. Fastify finds it out anew each time that it is asked. */
  readonly ip: string
  #kind: CallerKind = 'address'
  #key: string
  readonly #places = new Set<PlaceKind>()
  #spentMs = 0

  constructor(traffic: Traffic, { ip }: FastifyRequest) {
    this.#traffic = traffic
    this.ip = ip
    this.#address = addressOf(ip)
    this.#key = this.#address
  }

  get kind(): CallerKind {
    return this.#kind
  }

  /** What can be said before anything of a request is read. @throws Refused RATE_LIMITED for an address that has sent too much that was malformed */
  arrive(): void {
    this.#traffic.arrive(this.#address)
  }

  /** What is left of the caller's bucket. */
  left(): Taking {
    return this.#traffic.look(this.#kind, this.#key)
  }

  /** Does what cannot be interrupted, in this turn of the event loop or in a later one, and keeps the time that it took. */
  compute<Result>(work: () => Result): Promise<Result> {
    return this.#traffic.loop.run(this.#address, work, (cpuMs) => {
      this.#spentMs += cpuMs
    })
  }

  /** Runs the operation that was paid for, when it is the caller's turn. */
  run<Result>(tokens: number, operation: () => Promise<Result>): Promise<Result> {
    return this.#traffic.run(this.#kind, this.#key, tokens, operation)
  }

  /** Takes a place among the requests of the caller, or one of the few for what keeps a store busy. @throws Refused RATE_LIMITED when there is none */
  enter(place: PlaceKind = 'under_way'): void {
    if (this.#places.has(place)) return
    this.#traffic.enter(this.#kind, this.#key, place)
    this.#places.add(place)
  }

  /**
   * Pays for a large body and takes one of the few places for it, before it is read. One whose length is not said takes a place too, and pays
   * when it has been read.
   *
   * @throws Refused RATE_LIMITED
   */
  enterBody(headers: FastifyRequest['headers']): void {
    const bytes = Number(headers['content-length'] ?? 0)
    if (isLengthUnsaid(headers) || bytes > largeBodyBytes) this.enter('heavy_under_way')
    if (!isLengthUnsaid(headers)) this.payForBody(bytes)
  }

  /** @throws Refused RATE_LIMITED */
  payForBody(bytes: number): void {
    if (bytes > largeBodyBytes) this.payAsAddress(Math.min(prices.dearest, (bytes / largeBodyBytes) * prices.largeBody))
  }

  /** From here on the request counts to an account, and to its address no more. @throws Refused RATE_LIMITED when the account has no place */
  belongsTo(viewer: Viewer): void {
    this.leave()
    this.#kind = 'account'
    this.#key = viewer.id
    this.enter()
  }

  /** Pays for what is asked. @throws Refused RATE_LIMITED when the caller cannot */
  pay(tokens: number): void {
    this.#traffic.take(this.#kind, this.#key, tokens)
  }

  /** Pays for what an address brings about whoever asks: parsing and planning what was not seen before. @throws Refused RATE_LIMITED */
  payAsAddress(tokens: number): void {
    this.#traffic.take('address', this.#address, tokens)
  }

  /** Charges what turned out to be needed beyond what was paid. */
  charge(tokens: number): void {
    this.#traffic.charge(this.#kind, this.#key, tokens)
  }

  /** Counts a request that was malformed, or brought credentials that are none. */
  wasRefused(): void {
    this.#traffic.chargeRefusal(this.#address, this.#spentMs)
  }

  /** Gives its places back, once. */
  leave(): void {
    for (const place of this.#places) this.#traffic.leave(this.#kind, this.#key, place)
    this.#places.clear()
  }
}
