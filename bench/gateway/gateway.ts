import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { cpuMs, from, newAddress } from '@forum/e2e'
import { Pool } from 'undici'
import type { Bench } from '../bench.ts'
import { ours } from '../forums/contestant.ts'
import { webDocuments } from '../forums/documents.ts'
import { median } from '../measure/median.ts'
import { printTable } from '../measure/report.ts'
import type { ForumGatewayOptions } from './forum-gateway.ts'
import { type Running, run, stayOffTheGateways } from './processes.ts'
import { readPublic } from './public-subgraphs.ts'
import type { StockGatewayOptions } from './stock-gateway.ts'

const connections = 50
const warmRequests = 600
const secondsPerCell = 4

type Request = { query: string; variables: Record<string, unknown>; token?: string }
type Contestant = { name: string; url: string; pid: number; next: (number: number) => Request }
type Cell = { perSecond: number; cpuMs: number; busy: number }
type Case = { name: string; contestants: readonly Contestant[] }

const publicQuery = readPublic('query.graphql')
/** The same with a field whose argument is another one each time. */
const changingQuery = publicQuery.replace(
  'query TestQuery {',
  'query TestQuery($id: ID!) {\n  user(id: $id) {\n    name\n  }',
)
const smallQuery = 'query Small { user(id: "1") { id name username } }'

/**
 * Gateways on a processor of their own over subgraphs that answer from memory: ours, stock ApolloGateway, and the former version of ours. What
 * counts is the processor time of the gateway's process for each request.
 */
export const gateway: Bench = async ({ baseline, rounds }) => {
  stayOffTheGateways()
  const running: Running[] = []
  const start = async (...args: Parameters<typeof run>) => {
    const one = await run(...args)
    running.push(one)
    return one
  }
  try {
    const cases = [...(await publicCases(start)), await feedCase(start, baseline)]
    for (const one of cases) await checkEqual(one)
    const found = new Map<string, Cell>()
    for (const one of cases)
      for (const [name, cell] of await measureCase(one, rounds)) found.set(`${one.name} ${name}`, cell)
    printTable([
      ['case', 'requests a second', 'ms of CPU a request', 'processor busy'],
      ...[...found].map(([name, { perSecond, cpuMs: ms, busy }]) => [
        name,
        busy < 0.95 ? `(${perSecond.toFixed(0)})` : perSecond.toFixed(0),
        ms.toFixed(3),
        `${(busy * 100).toFixed(0)} %`,
      ]),
    ])
    const ratio = (one: string, other: string) => cpuOf(found, one) / cpuOf(found, other)
    return {
      figures: {
        r87: ratio('87 KB stock', '87 KB shared'),
        r87_unshared: ratio('87 KB stock', '87 KB apart'),
        r87_changing: ratio('87 KB changing stock', '87 KB changing apart'),
        rsmall: ratio('small stock', 'small apart'),
        rfeed: ratio('home feed baseline', 'home feed ours'),
      },
      details: Object.fromEntries(found),
    }
  } finally {
    await Promise.all(running.map((one) => one.end()))
  }
}

type Start = (...args: Parameters<typeof run>) => Promise<Running>

async function publicCases(start: Start): Promise<Case[]> {
  const subgraphs = await start('canned-subgraphs.ts', ['public'], 'others', ours.checkout)
  const subgraphUrls: Record<string, string> = JSON.parse(subgraphs.said)
  const supergraphSdl = readPublic('supergraph.graphql')
  const forum = async (shares: Pick<ForumGatewayOptions, 'sharesReads' | 'sharesAnswers'>) => {
    const urls = { ...subgraphUrls, auth: subgraphUrls['accounts'] ?? '', stats: subgraphUrls['accounts'] ?? '' }
    const options: ForumGatewayOptions = { checkout: ours.checkout, supergraphSdl, subgraphUrls: urls, ...shares }
    const { said, pid } = await start('forum-gateway.ts', [JSON.stringify(options)], 'gateway', ours.checkout)
    return { url: `${said}/graphql`, pid }
  }
  const options: StockGatewayOptions = { supergraphSdl, subgraphUrls }
  const stock = await start('stock-gateway.ts', [JSON.stringify(options)], 'gateway', ours.checkout)
  const gateways = [
    { name: 'apart', ...(await forum({ sharesReads: false, sharesAnswers: false })) },
    { name: 'shared', ...(await forum({ sharesReads: true, sharesAnswers: false })) },
    { name: 'all on', ...(await forum({ sharesReads: true, sharesAnswers: true })) },
    { name: 'stock', url: stock.said, pid: stock.pid },
  ]
  const caseOf = (name: string, next: Contestant['next']): Case => ({
    name,
    contestants: gateways.map((one) => ({ ...one, next })),
  })
  return [
    caseOf('87 KB', () => ({ query: publicQuery, variables: {} })),
    caseOf('87 KB changing', (n) => ({ query: changingQuery, variables: { id: `nobody-${n}` } })),
    caseOf('small', () => ({ query: smallQuery, variables: {} })),
  ]
}

/** The web app's home feed, each version's own document, as a person with an account of their own each time. */
async function feedCase(start: Start, baseline: string): Promise<Case> {
  const contestants: Contestant[] = []
  for (const [name, checkout] of [
    ['baseline', baseline],
    ['ours', ours.checkout],
  ] as const) {
    const subgraphs = await start('canned-subgraphs.ts', ['forum', checkout], 'others', ours.checkout)
    const options: ForumGatewayOptions = {
      checkout,
      supergraphSdl: readFileSync(join(checkout, 'supergraph.graphql'), 'utf8'),
      subgraphUrls: JSON.parse(subgraphs.said),
      sharesReads: true,
      sharesAnswers: true,
    }
    const { said, pid } = await start('forum-gateway.ts', [JSON.stringify(options)], 'gateway', checkout)
    const query = webDocuments(checkout).get('Feed')
    if (!query) throw new Error(`the web app of ${checkout} has no operation Feed`)
    contestants.push({
      name,
      url: `${said}/graphql`,
      pid,
      next: (n) => ({ query, variables: { kind: 'LATEST', first: 20 }, token: `person-${n}` }),
    })
  }
  return { name: 'home feed', contestants }
}

async function checkEqual({ name, contestants }: Case): Promise<void> {
  const answers = await Promise.all(
    contestants.map(async (one) => {
      const asker = new Asker(one)
      const { data } = JSON.parse(await asker.ask(1))
      await asker.close()
      return data
    }),
  )
  // The former version's document asks for what it knew.
  if (name !== 'home feed' && !answers.every((answer) => isDeepStrictEqual(answer, answers[0])))
    throw new Error(`${name}: the answers differ`)
}

async function measureCase({ name, contestants }: Case, rounds: number): Promise<Map<string, Cell>> {
  const cells = new Map<string, Cell[]>(contestants.map((one) => [one.name, []]))
  for (let round = 0; round < rounds; round += 1) {
    // Each is the first in another round, so that whatever else the machine does falls on all alike.
    const turned = [
      ...contestants.slice(round % contestants.length),
      ...contestants.slice(0, round % contestants.length),
    ]
    for (const contestant of turned) {
      cells.get(contestant.name)?.push(await measure(contestant))
      console.error(`${name}, round ${round + 1}: ${contestant.name}`)
    }
  }
  return new Map(
    [...cells].map(([contestant, all]) => [
      contestant,
      {
        perSecond: median(all.map((cell) => cell.perSecond)),
        cpuMs: median(all.map((cell) => cell.cpuMs)),
        busy: median(all.map((cell) => cell.busy)),
      },
    ]),
  )
}

async function measure(contestant: Contestant): Promise<Cell> {
  const asker = new Asker(contestant)
  await asker.many(warmRequests, 0)
  const [began, before] = [performance.now(), cpuMs(contestant.pid)]
  const requests = await asker.many(0, secondsPerCell * 1_000)
  const [spent, took] = [cpuMs(contestant.pid) - before, performance.now() - began]
  await asker.close()
  return { perSecond: (requests / took) * 1_000, cpuMs: spent / requests, busy: spent / took }
}

let asked = 0

class Asker {
  readonly #pool: Pool
  readonly #path: string
  readonly #next: Contestant['next']

  constructor({ url, next }: Contestant) {
    const { origin, pathname } = new URL(url)
    this.#pool = new Pool(origin, { connections, pipelining: 1 })
    this.#path = pathname
    this.#next = next
  }

  /** Over all connections at once, until both so many requests and so long. */
  async many(least: number, milliseconds: number): Promise<number> {
    const end = performance.now() + milliseconds
    let requests = 0
    const one = async () => {
      for (; requests < least || performance.now() < end; requests += 1) await this.ask((asked += 1))
    }
    await Promise.all(Array.from({ length: connections }, one))
    return requests
  }

  /** Each request comes from an address of its own: limits stay on. */
  async ask(number: number): Promise<string> {
    const { query, variables, token } = this.#next(number)
    const { statusCode, body } = await this.#pool.request({
      path: this.#path,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...from(newAddress()),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify({ query, variables }),
    })
    const text = await body.text()
    if (statusCode !== 200 || text.startsWith('{"errors"')) throw new Error(`${statusCode} ${text.slice(0, 500)}`)
    return text
  }

  close(): Promise<void> {
    return this.#pool.close()
  }
}

function cpuOf(found: ReadonlyMap<string, Cell>, name: string): number {
  const cell = found.get(name)
  if (!cell) throw new Error(`${name} was not measured`)
  return cell.cpuMs
}
