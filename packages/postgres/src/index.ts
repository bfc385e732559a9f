export { Database, type DatabaseOptions, type PrismaLike } from './database.ts'
export { isAway, PoolExhausted, type StoreFailure, storeFailure } from './failures.ts'
export { empty, raw, type Sql, type SqlFragment, select, sql } from './sql.ts'
export type { PoolName } from './statement-metrics.ts'
