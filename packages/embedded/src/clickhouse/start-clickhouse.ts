import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { EmbeddedError } from '../embedded-error.ts'
import { passwordOf } from '../password.ts'
import { demandFreePort } from '../ports.ts'
import { ManagedProcess } from '../process/managed-process.ts'
import { endLeftover } from '../process/process-record.ts'
import { type RunningStore, runningStore, type StoreOptions } from '../stack/store.ts'

const user = 'forum'

/**
 * Starts ClickHouse 26.7 (chdb) in a process of its own that speaks ClickHouse's HTTP interface on 127.0.0.1 to whoever has the password of
 * its folder (`url` carries it), and reads and writes nothing but databases called forum….
 * `memoryMegabytes` is the engine's own limit. Resolves when it answers. Throws EmbeddedError with the way out.
 */
export async function startClickHouse(options: StoreOptions & { memoryMegabytes?: number }): Promise<RunningStore> {
  const { dataDirectory, port, logger, signal, memoryMegabytes = 1024 } = options
  demandBuild()
  await endLeftover('ClickHouse', dataDirectory, logger)
  await demandFreePort(port, 'ClickHouse')
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 })
  const password = passwordOf(dataDirectory)
  const store = await ManagedProcess.start({
    label: 'ClickHouse',
    directory: dataDirectory,
    file: process.execPath,
    args: [join(import.meta.dirname, 'main.ts'), String(port), dataDirectory, String(memoryMegabytes), user],
    cwd: dataDirectory,
    // One thread for each session, and some for zlib and files.
    env: { ...process.env, UV_THREADPOOL_SIZE: '12', TZ: 'UTC' },
    stopSignal: 'SIGTERM',
    stopWithinMs: 8000,
  })
  await store.whenReady(() => answers(`http://127.0.0.1:${port}`), 60_000, signal)
  return runningStore(`http://${user}:${password}@127.0.0.1:${port}`, store)
}

/** chdb brings a library a platform, as an optional package: Linux with glibc and macOS, x64 and arm64. */
function demandBuild(): void {
  const { platform, arch } = process
  const name = `@chdb/lib-${platform}-${arch}${platform === 'linux' ? '-gnu' : ''}`
  try {
    createRequire(createRequire(import.meta.url).resolve('chdb')).resolve(`${name}/package.json`)
  } catch {
    throw new EmbeddedError(
      `ClickHouse: no embedded build is installed for ${platform}-${arch}. Set CLICKHOUSE_URL to a ClickHouse 26 or later.`,
    )
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/ping`)
    return response.ok
  } catch {
    return false // not listening yet
  }
}
