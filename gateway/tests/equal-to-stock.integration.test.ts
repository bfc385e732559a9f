import { isDeepStrictEqual } from 'node:util'
import { ApolloGateway } from '@apollo/gateway'
import { ApolloServer } from '@apollo/server'
import { createMetrics, LoopBudget } from '@forum/service-kit'
import type { FastifyRequest } from 'fastify'
import { parse, validate } from 'graphql'
import { expect, onTestFinished, test } from 'vitest'
import { anonymousCaller } from '../src/admission/admit.ts'
import { readSubgraphAnswer, unavailable } from '../src/data-source/subgraph-answer.ts'
import { parseDocument } from '../src/documents/parse-document.ts'
import type { SubgraphSource } from '../src/federation/execute-plan.ts'
import { OperationExecutor } from '../src/federation/operation-executor.ts'
import { KeptProfiles } from '../src/kept-profiles/kept-profiles.ts'
import { OperationPlanner } from '../src/planning/operation-planner.ts'
import { PlanningThreads } from '../src/planning/planning-threads.ts'
import { generateOperation } from './made-up/operation.ts'
import { Random } from './made-up/random.ts'
import { generateWorld, type Trouble, type World } from './made-up/world.ts'
import { quiet, subgraphSecret } from './small-forum.ts'

// Over supergraphs and operations that nobody wrote, our executor gives what one server with all of the data would, and what stock gives,
// troubles included; and an error wherever stock has one. Stock loses the type of what a subgraph knows by its interface (@interfaceObject,
// the fields of d), so there it is no measure.

const operationsOfWorld = 90
const subgraphs = ['a', 'b', 'c', 'd']

test.each(Array.from({ length: 12 }, (_none, index) => index + 1))('world %i', async (seed) => {
  const world = generateWorld(seed)
  let trouble: Trouble = calm
  const stock = await startStock(world, () => trouble)
  const ours = startOurs(world, () => trouble)
  const random = new Random(seed * 1_000)
  const wrong: object[] = []
  let [compared, failed] = [0, 0]
  for (let n = 0; n < operationsOfWorld * 2 && compared < operationsOfWorld; n += 1) {
    const { query, variables } = generateOperation(ours.schema, random)
    if (validate(ours.schema, parse(query)).length > 0) continue
    trouble = { fieldsFail: random.is(0.3), away: random.is(0.1) ? random.one(subgraphs) : null }
    const answer = await ours.ask(query, variables)
    const truth = await world.truth(ours.schema, query, variables)
    const problems = [
      ...(isCalm(trouble) && isPlannedWell(query) ? differences('the truth', { data: truth, errors: 0 }, answer) : []),
      ...(/_d\b/.test(query) ? [] : unlikeStock(query, await stock(query, variables), answer, truth)),
    ]
    if (problems.length > 0) wrong.push({ seed, n, trouble, query, variables, problems })
    compared += 1
    if (answer.errors > 0) failed += 1
  }
  expect(wrong.slice(0, 3)).toEqual([])
  expect(compared).toBe(operationsOfWorld)
  expect(failed).toBeGreaterThan(0)
})

type Outcome = { data: unknown; errors: number }

const calm: Trouble = { fieldsFail: false, away: null }
const isCalm = ({ fieldsFail, away }: Trouble): boolean => !fieldsFail && away === null

/** Apollo's planner takes what the client asked of a field for what another field requires of it, whatever the arguments. */
const isPlannedWell = (query: string): boolean => !(/\bderived_c\b/.test(query) && /\bbase\b/.test(query))

function unlikeStock(query: string, expected: Outcome, answer: Outcome, truth: unknown): object[] {
  const unlike = differences('stock', { ...expected, errors: expected.errors === 0 ? 0 : answer.errors }, answer)
  if (expected.errors === 0 || answer.errors > 0 || query.includes('derived_c')) return unlike
  // Errors that emptied nothing that was asked for are not told (ADR 14): those of a field that another one requires, for example.
  return [...unlike, ...differences('the truth', { data: truth, errors: 0 }, answer)]
}

const differences = (from: string, expected: Outcome, answer: Outcome): object[] =>
  (['data', 'errors'] as const).flatMap((key) =>
    isDeepStrictEqual(answer[key], expected[key]) ? [] : [{ from, expected: expected[key], answer: answer[key] }],
  )

async function startStock(world: World, trouble: () => Trouble) {
  const gateway = new ApolloGateway({
    supergraphSdl: world.supergraphSdl,
    logger: quiet,
    buildService: ({ name }) => ({
      process: ({ request }) => world.ask(String(name), request, trouble()),
    }),
  })
  const server = new ApolloServer({ gateway, logger: quiet, stopOnTerminationSignals: false })
  await server.start()
  onTestFinished(() => server.stop())
  return async (query: string, variables: Record<string, unknown>) => {
    const { body } = await server.executeOperation({ query, variables })
    if (body.kind !== 'single') throw new Error('an incremental answer')
    const { data = null, errors = [] } = body.singleResult
    return { data: JSON.parse(JSON.stringify(data)), errors: errors.length }
  }
}

function startOurs(world: World, trouble: () => Trouble) {
  const source = (name: string): SubgraphSource => ({
    fetch: async (body) => {
      try {
        const answer = await world.ask(name, JSON.parse(body), trouble())
        return readSubgraphAnswer(JSON.stringify(answer)) ?? { data: null, errors: [unavailable] }
      } catch {
        return { data: null, errors: [unavailable] }
      }
    },
  })
  const executor = new OperationExecutor({
    supergraphSdl: world.supergraphSdl,
    dataSources: new Map(subgraphs.map((name) => [name, source(name)])),
    profiles: new KeptProfiles(() => true),
    loop: new LoopBudget(),
    logger: quiet,
  })
  const threads = new PlanningThreads(world.supergraphSdl, quiet, createMetrics('gateway'))
  onTestFinished(() => threads.close())
  const planner = new OperationPlanner({ schema: executor.publicSchema, threads })
  const caller = anonymousCaller(
    { id: 'request', headers: {}, ip: '127.0.0.1' } as FastifyRequest,
    new AbortController().signal,
    subgraphSecret,
  )
  return {
    schema: executor.publicSchema,
    ask: async (query: string, variables: Record<string, unknown>) => {
      const document = parseDocument(query)
      const prepared = await planner.prepare({ query, document, operationName: undefined, variables })
      const { text, codes } = await executor.execute(prepared, caller)
      return { data: JSON.parse(text).data, errors: codes.length }
    },
  }
}
