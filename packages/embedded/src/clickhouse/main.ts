import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeConfiguration } from './configuration.ts'
import { Engine } from './engine.ts'
import { createClickHouseServer } from './server.ts'

/** The process that startClickHouse starts: node main.ts PORT DIRECTORY MEGABYTES USER. The password is in a file of the directory. */
const [port = '', directory = '', megabytes = '', user = ''] = process.argv.slice(2)
const mebibyte = 1024 * 1024

const engine = new Engine({
  path: join(directory, 'data'),
  configuration: writeConfiguration(join(directory, 'configuration')),
  temporary: join(directory, 'temporary'),
  sessions: 6,
  streams: 2,
  waiting: 256,
  maxMemoryBytes: Number(megabytes) * mebibyte,
  maxAnswerBytes: 8 * mebibyte,
})
await engine.open()
const credential = { user, password: readFileSync(join(directory, 'password'), 'utf8') }
const server = createClickHouseServer({ engine, credential, maxBodyBytes: 128 * mebibyte })
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
