import { once } from 'node:events'
import { join } from 'node:path'
import { Engine } from './engine.ts'
import { createClickHouseServer } from './server.ts'

/** The process that startClickHouse starts: node main.ts PORT DIRECTORY MEGABYTES. */
const [port = '', directory = '', megabytes = ''] = process.argv.slice(2)
const mebibyte = 1024 * 1024

const engine = new Engine({
  path: join(directory, 'data'),
  temporary: join(directory, 'temporary'),
  sessions: 6,
  streams: 2,
  waiting: 256,
  maxMemoryBytes: Number(megabytes) * mebibyte,
  maxAnswerBytes: 8 * mebibyte,
})
const server = createClickHouseServer({ engine, maxBodyBytes: 128 * mebibyte })
server.keepAliveTimeout = 65_000
server.requestTimeout = 0
server.maxConnections = 512
server.listen(Number(port), '127.0.0.1')
await once(server, 'listening')

let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  setTimeout(() => server.closeAllConnections(), 3000).unref()
  await closed
  await engine.close()
  process.exit(0)
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
