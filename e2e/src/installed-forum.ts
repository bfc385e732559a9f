import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'

export type InstalledForumOptions = {
  /** A checkout of some version of this repository. */
  checkout: string
  dataDirectory: string
  port: number
  metricsPort: number
}

/** A forum as somebody has it who runs `npm start` in a checkout: what that checkout lacks is installed and built first. */
export class InstalledForum {
  readonly url: string
  readonly #options: InstalledForumOptions
  readonly #child: ChildProcess
  readonly #left: Promise<unknown[]>
  #said = ''

  constructor(options: InstalledForumOptions) {
    const { checkout, dataDirectory, port, metricsPort } = options
    this.#options = options
    this.url = `http://127.0.0.1:${port}`
    this.#child = spawn(process.execPath, ['scripts/bootstrap.mjs', 'start'], {
      cwd: checkout,
      env: {
        ...ownEnvironment(),
        FORUM_DATA_DIR: dataDirectory,
        PORT: String(port),
        METRICS_PORT: String(metricsPort),
        TRUST_PROXY: '127.0.0.1', // each simulated person comes from an address of their own
        npm_config_prefer_offline: 'true',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#left = once(this.#child, 'close')
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.#said += chunk.toString()))
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('The forum was not started.')
    return this.#child.pid
  }

  /** The end of what it said so far. */
  get lastWords(): string {
    return this.#said.slice(-4_000)
  }

  /** Resolves when it says that people may come. */
  async ready(): Promise<void> {
    const ready = new Promise<void>((resolve) => {
      this.#child.stdout?.on('data', () => this.#said.includes('Ctrl-C stops everything') && resolve())
    })
    const left = this.#left.then(() => {
      throw new Error(`The forum left before it was ready. It said:\n${this.#said}`)
    })
    await Promise.race([ready, left])
  }

  /** Runs an npm script of its checkout on its data folder. */
  async script(name: string, ...args: string[]): Promise<void> {
    const { checkout, dataDirectory } = this.#options
    await promisify(execFile)('npm', ['run', name, '--', ...args], {
      cwd: checkout,
      env: { ...ownEnvironment(), FORUM_DATA_DIR: dataDirectory },
      maxBuffer: 16 * 1024 * 1024,
    })
  }

  /** Ctrl-C; throws when that did not stop everything in order. */
  async stop(): Promise<void> {
    this.#child.kill('SIGINT')
    const [code] = await this.#left
    if (code !== 0) throw new Error(`The forum stopped with ${code}. It said:\n${this.lastWords}`)
  }

  /** Ends it if it still runs. */
  async leave(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    this.#child.kill('SIGTERM')
    await this.#left
  }
}

/** What this command was started with, without what npm and our bootstrap put there for this checkout. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const { NODE_COMPILE_CACHE: _ofThisCheckout, ...environment } = process.env
  return environment
}
