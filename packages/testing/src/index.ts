export { cleanUp } from './cleanup.ts'
export { CuttableProxy } from './cuttable-proxy.ts'
export { oldDatabase } from './old-database.ts'
export { oldFile, oldForum } from './old-forum.ts'
export { oldRecords } from './old-records.ts'
export {
  type SMTPServerAuthentication,
  type SmtpBehaviour,
  type TestSmtpServer,
  testSmtpServer,
} from './smtp-server.ts'
export { type SentSpan, spanCollector } from './span-collector.ts'
export { readStoresFile, type TestStores, testStores } from './stores.ts'
export type { DatabaseName } from './template-database.ts'
export { type TestBroker, testBroker } from './test-broker.ts'
export { oldClickHouse, testClickHouse } from './test-clickhouse.ts'
export { emptyDatabase, testDatabase } from './test-database.ts'
