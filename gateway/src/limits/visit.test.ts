import { createLogger, createMetrics } from '@forum/service-kit'
import type { FastifyRequest } from 'fastify'
import { expect, test } from 'vitest'
import { callerLimits, largeBodyBytes, prices } from './caller-limits.ts'
import { Traffic } from './traffic.ts'
import { Visit } from './visit.ts'

/** Where time stands still: no bucket fills up while a slow machine thinks. */
const traffic = () =>
  new Traffic({
    clock: { now: () => new Date(0) },
    logger: createLogger({ name: 'test', level: 'silent' }),
    metrics: createMetrics('test'),
  })
const from = (ip: string) => ({ ip }) as FastifyRequest // as much of one as a visit reads

test('what keeps a store busy has few places a caller, given back with the visit', () => {
  const here = traffic()
  const visits = Array.from({ length: callerLimits.address.heavyUnderWay }, () => new Visit(here, from('192.0.2.1')))
  for (const visit of visits) {
    visit.enter()
    visit.enter('heavy_under_way')
  }
  const next = new Visit(here, from('192.0.2.1'))
  next.enter()
  expect(() => next.enter('heavy_under_way')).toThrow(
    expect.objectContaining({ refusal: expect.objectContaining({ status: 429 }) }),
  )
  new Visit(here, from('192.0.2.2')).enter('heavy_under_way')
  visits[0]?.leave()
  next.enter('heavy_under_way')
})

test('a visit that found no such place gives none back', () => {
  const here = traffic()
  const visits = Array.from(
    { length: callerLimits.address.heavyUnderWay + 1 },
    () => new Visit(here, from('192.0.2.1')),
  )
  const refused = visits.pop()
  for (const visit of visits) visit.enter('heavy_under_way')
  expect(() => refused?.enter('heavy_under_way')).toThrow('Too many requests at once')
  refused?.leave()
  expect(() => new Visit(here, from('192.0.2.1')).enter('heavy_under_way')).toThrow('Too many requests at once')
})

test('a large body has one of those places, and so has one whose length is not said', () => {
  const here = traffic()
  const large = [{ 'content-length': String(largeBodyBytes + 1) }, { 'transfer-encoding': 'chunked' }]
  const bodies = Array.from({ length: callerLimits.address.heavyUnderWay }, (_, index) => large[index % 2] ?? {})
  const visits = bodies.map((headers) => {
    const visit = new Visit(here, from('192.0.2.1'))
    visit.enterBody(headers)
    visit.enter('heavy_under_way') // what it asks is heavy too: one place does for both
    return visit
  })
  for (const headers of large)
    expect(() => new Visit(here, from('192.0.2.1')).enterBody(headers)).toThrow('Too many requests at once')
  new Visit(here, from('192.0.2.1')).enterBody({ 'content-length': String(largeBodyBytes) })
  visits[0]?.leave()
  new Visit(here, from('192.0.2.1')).enterBody(large[0] ?? {})
})

test('a large body is paid for, also when its length is said by its end', () => {
  const here = traffic()
  const said = new Visit(here, from('192.0.2.1'))
  said.enterBody({ 'content-length': String(10 * largeBodyBytes) })
  const unsaid = new Visit(here, from('192.0.2.2'))
  unsaid.enterBody({ 'transfer-encoding': 'chunked' })
  expect(unsaid.left().left).toBe(callerLimits.address.tokens)
  unsaid.payForBody(10 * largeBodyBytes)
  for (const visit of [said, unsaid])
    expect(visit.left().left).toBe(callerLimits.address.tokens - 10 * prices.largeBody)
})
