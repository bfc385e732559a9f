import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { cpuMs, type ForumNetwork, from, newAddress, type Person } from '@forum/e2e'
import { freePort } from '@forum/embedded'
import { Pool } from 'undici'
import { withForum } from './bench-forum.ts'
import { median } from './measure/median.ts'

// node bench/gateway-throughput.ts: our gateway beside stock ApolloGateway with its own RemoteGraphQLDataSource, in one run, over the same
// subgraphs: requests a second, and the gateway's own processor time for each. Both must give the same answers first.

const readers = 16
const rounds = 3
const secondsPerCell = 4
const warmRequests = 300

const operations = {
  'home feed of 20 posts': `query HomeFeed { feed(first: 20) { edges { cursor node {
    id title excerpt visibility createdAt lastActivityAt likeCount commentCount repostCount
    tags { id name } author { id handle displayName } stats { views uniqueViewers likes } } }
    pageInfo { hasNextPage endCursor } } }`,
  'one person': `query OnePerson($handle: String!) { user(handle: $handle) { id handle displayName createdAt } }`,
}
type OperationName = keyof typeof operations

type Gateway = { name: 'ours' | 'stock'; url: string; pid: number }
type Cell = { perSecond: number; cpuPerRequest: number }

/** Twenty authors with a tagged post each. */
async function writeForum(network: ForumNetwork): Promise<Person[]> {
  const people: Person[] = []
  for (let n = 0; n < 20; n += 1) {
    const person = await network.person(`author_${n}`)
    await person.post({
      title: `Post ${n}`,
      body: `${'Water, leaves, *time*. '.repeat(40)}${n}`,
      tags: ['tea', `tag${n}`],
    })
    people.push(person)
  }
  await network.processAll()
  return people
}

async function startStock(network: ForumNetwork): Promise<{ gateway: Gateway; process: ChildProcess }> {
  const port = await freePort()
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    APOLLO_TELEMETRY_DISABLED: '1',
    PORT: String(port),
    SUBGRAPH_SECRET: network.subgraphSecret,
    AUTH_URL: network.service('auth').url,
    POSTS_URL: network.service('posts').url,
    STATS_URL: network.service('stats').url,
  }
  const child = spawn(process.execPath, [join(import.meta.dirname, 'stock-gateway.ts')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return { gateway: { name: 'stock', url: `http://127.0.0.1:${port}`, pid: child.pid ?? 0 }, process: child }
}

class Asker {
  readonly #pool: Pool
  readonly #path: string

  constructor(gateway: Gateway) {
    this.#pool = new Pool(gateway.url, { connections: readers, pipelining: 1 })
    this.#path = gateway.name === 'ours' ? '/graphql' : '/'
  }

  async ask(operation: OperationName, token: string | null): Promise<string> {
    const answer = await this.#pool.request({
      path: this.#path,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : from(newAddress())),
      },
      body: JSON.stringify({
        query: operations[operation],
        variables: operation === 'one person' ? { handle: 'author_7' } : {},
      }),
    })
    const text = await answer.body.text()
    if (answer.statusCode !== 200 || text.startsWith('{"errors"'))
      throw new Error(`${answer.statusCode} ${text.slice(0, 500)}`)
    return text
  }

  close(): Promise<void> {
    return this.#pool.close()
  }
}

/** Each of the readers asks again as soon as it has its answer. */
async function measure(gateway: Gateway, operation: OperationName, tokens: (string | null)[]): Promise<Cell> {
  const asker = new Asker(gateway)
  /** Until both so many requests and so long. */
  const run = async (least: number, milliseconds: number) => {
    const end = performance.now() + milliseconds
    let requests = 0
    const reader = async (token: string | null) => {
      for (; requests < least || performance.now() < end; requests += 1) await asker.ask(operation, token)
    }
    await Promise.all(tokens.map(reader))
    return requests
  }
  await run(warmRequests, 0) // plans, connections, verdicts, and what the engine compiles only when it is used much
  const [began, cpuBefore] = [performance.now(), cpuMs(gateway.pid)]
  const requests = await run(0, secondsPerCell * 1000)
  const cpu = cpuMs(gateway.pid) - cpuBefore
  const seconds = (performance.now() - began) / 1000
  await asker.close()
  return { perSecond: requests / seconds, cpuPerRequest: cpu / requests }
}

async function compare(
  gateways: [Gateway, Gateway],
  operation: OperationName,
  who: string,
  tokens: (string | null)[],
): Promise<void> {
  const cells: Record<Gateway['name'], Cell[]> = { ours: [], stock: [] }
  for (let round = 0; round < rounds; round += 1) {
    // In turns, and each first in every other round, so that whatever else the machine does falls on both alike.
    for (const gateway of round % 2 === 0 ? gateways : gateways.toReversed()) {
      cells[gateway.name].push(await measure(gateway, operation, tokens))
    }
  }
  const of = (name: Gateway['name']) => ({
    perSecond: median(cells[name].map((cell) => cell.perSecond)),
    cpu: median(cells[name].map((cell) => cell.cpuPerRequest)),
  })
  const [ours, stock] = [of('ours'), of('stock')]
  console.log(
    `${operation}, ${who}: ours ${ours.perSecond.toFixed(0)}/s (${ours.cpu.toFixed(2)} ms of processor), ` +
      `stock ${stock.perSecond.toFixed(0)}/s (${stock.cpu.toFixed(2)} ms): ${(ours.perSecond / stock.perSecond).toFixed(1)} times the requests, ` +
      `${(stock.cpu / ours.cpu).toFixed(1)} times less processor time`,
  )
}

await withForum(async ({ network }) => {
  const people = await writeForum(network)
  const stock = await startStock(network)
  try {
    const gateways: [Gateway, Gateway] = [
      { name: 'ours', url: network.url, pid: network.service('gateway').pid },
      stock.gateway,
    ]
    for (const operation of Object.keys(operations) as OperationName[]) {
      const tokens = await Promise.all(
        people.slice(0, readers).map(async (person) => {
          await person.login() // a token lasts five minutes
          return person.tokens.accessToken
        }),
      )
      const token = tokens[0] ?? ''
      const [one, other] = await Promise.all(
        gateways.map(async (gateway) => {
          const asker = new Asker(gateway)
          const text = await asker.ask(operation, token)
          await asker.close()
          return JSON.parse(text).data
        }),
      )
      if (!isDeepStrictEqual(one, other))
        throw new Error(`${operation}: the answers differ\n${JSON.stringify(one)}\n${JSON.stringify(other)}`)
      await compare(gateways, operation, `${readers} readers with an account each`, tokens)
      await compare(
        gateways,
        operation,
        `${readers} guests at once, each from an address of their own`,
        Array.from({ length: readers }, () => null),
      )
    }
  } finally {
    stock.process.kill()
    await once(stock.process, 'exit')
  }
})
