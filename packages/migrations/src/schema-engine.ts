import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'
import { piecesOf } from './migration-script.ts'

/** TypeScript knows it only with the browser's types. */
declare const WebAssembly: {
  instantiate(code: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, unknown> } }>
}

export type SchemaEngine = bindings.SchemaEngine

export const noFilters = { externalTables: [], externalEnums: [] }

/** Runs `work` with Prisma's schema engine over the database at `url`. */
export async function withSchemaEngine<T>(url: string, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  const factory = new WholeScripts(pool)
  try {
    return await run(factory, work)
  } catch (error) {
    throw factory.refused ?? error // the engine's own words for it are "External error id#0"
  } finally {
    await pool.end()
  }
}

/** Runs `work` with an engine that has no database, for what needs only schemas. */
export function withOfflineSchemaEngine<T>(work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  return run(new NoDatabase(), work)
}

async function run<T>(
  factory: SqlMigrationAwareDriverAdapterFactory,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  await load()
  const engine = await bindings.SchemaEngine.new(
    { datamodels: undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  )
  try {
    return await work(engine)
  } finally {
    engine.free()
  }
}

let loaded: Promise<void> | undefined

/** The engine comes as WebAssembly: the native one would be a download from outside the package registry. */
function load(): Promise<void> {
  loaded ??= instantiate()
  return loaded
}

async function instantiate(): Promise<void> {
  const bindingsFile = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const code = await readFile(bindingsFile.replace(/\.js$/, '.wasm'))
  const { instance } = await WebAssembly.instantiate(code, { './schema_engine_bg.js': { ...bindings, ...timers() } })
  bindings.__wbg_set_wasm(instance.exports)
  const start = instance.exports['__wbindgen_start']
  if (typeof start !== 'function') throw new Error('schema engine: no __wbindgen_start')
  start()
}

/** The engine never clears the ten seconds that it grants a lock: they must not keep a finished command waiting. */
function timers(): Record<string, (callback: () => void, milliseconds: number) => unknown> {
  const names = Object.keys(bindings).filter((name) => name.startsWith('__wbg_setTimeout_'))
  return Object.fromEntries(
    names.map((name) => [name, (callback, milliseconds) => setTimeout(callback, milliseconds).unref()]),
  )
}

/** Prisma's adapter cuts scripts at every `;`, also in comments and function bodies. Sent whole, a script is also one transaction; one that cannot be says so. */
class WholeScripts extends PrismaPg {
  readonly #pool: pg.Pool
  /** Why Postgres refused a script. */
  refused: Error | undefined

  constructor(pool: pg.Pool) {
    super(pool)
    this.#pool = pool
  }

  override async connect(): ReturnType<PrismaPg['connect']> {
    const adapter = await super.connect()
    adapter.executeScript = async (script) => {
      try {
        for (const piece of piecesOf(script)) await this.#pool.query(piece)
      } catch (error) {
        this.refused = error instanceof Error ? error : new Error(String(error))
        throw error
      }
    }
    return adapter
  }
}

/** Says only which Postgres it would be: the engine asks for nothing else until it is told to touch a database. */
class NoDatabase implements SqlMigrationAwareDriverAdapterFactory {
  readonly provider = 'postgres'
  readonly adapterName = 'no-database'

  async connect(): Promise<SqlDriverAdapter> {
    const { provider, adapterName } = this
    const refuse = async () => {
      throw new Error('there is no database')
    }
    const answer = {
      columnNames: ['exists', 'version', 'numeric_version'],
      columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
      rows: [[true, 'PostgreSQL 18.0', 180_000]],
    }
    return {
      provider,
      adapterName,
      queryRaw: async () => answer,
      executeRaw: refuse,
      executeScript: refuse,
      startTransaction: refuse,
      dispose: async () => {},
    }
  }

  connectToShadowDb(): Promise<SqlDriverAdapter> {
    return this.connect()
  }
}
