export { Outbox, type OutboxTransaction } from './outbox.ts'
export { OutboxRelay, type RelayOptions } from './relay.ts'
