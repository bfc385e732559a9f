import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, isRunning, type ProcessIdentity } from '@forum/embedded'
import { cleanUp } from '@forum/testing'

const root = join(import.meta.dirname, '../../..')
const folders = [
  'services/gateway',
  'services/auth',
  'services/posts',
  'services/stats',
  'kafka',
  'clickhouse',
  'postgres',
]

/** `npm start` after the bootstrap, as a process of the test, over a data folder and a port of its own. */
export class Launcher {
  readonly port: number
  readonly #child: ChildProcess
  readonly #left: Promise<unknown[]>
  #said = ''

  private constructor(child: ChildProcess, port: number) {
    this.#child = child
    this.port = port
    this.#left = once(child, 'close')
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.#said += chunk.toString()))
  }

  static async start(dataDirectory: string, environment: Record<string, string> = {}): Promise<Launcher> {
    const port = await freePort()
    const env = { ...process.env, ...environment, FORUM_DATA_DIR: dataDirectory, PORT: String(port), LOG_LEVEL: 'warn' }
    const child = spawn(process.execPath, ['packages/launcher/src/commands/start.ts'], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const launcher = new Launcher(child, port)
    cleanUp(() => launcher.leave())
    return launcher
  }

  get said(): string {
    return this.#said
  }

  /** Resolves when it says that the forum is ready; throws what it said when it leaves before. */
  async ready(): Promise<void> {
    const ready = new Promise<void>((resolve) => {
      this.#child.stdout?.on('data', () => this.#said.includes('Ctrl-C stops everything') && resolve())
    })
    const left = this.#left.then(() => {
      throw new Error(`The launcher left before it was ready. It said:\n${this.#said}`)
    })
    await Promise.race([ready, left])
  }

  async ask(query: string): Promise<unknown> {
    const response = await fetch(`http://127.0.0.1:${this.port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    })
    return response.json()
  }

  /** Ends it if the test has not. */
  async leave(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await this.end('SIGTERM')
  }

  /** Sends the signal and resolves to the exit code when it has left. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    this.#child.kill(signal)
    const [code] = await this.#left
    return typeof code === 'number' ? code : null
  }
}

/** The processes that a data folder's records name and that still run. */
export function runningParts(dataDirectory: string): ProcessIdentity[] {
  return folders.flatMap((folder) => {
    const file = join(dataDirectory, folder, 'process.json')
    if (!existsSync(file)) return []
    const { store }: { store: ProcessIdentity } = JSON.parse(readFileSync(file, 'utf8'))
    return isRunning(store) ? [store] : []
  })
}
