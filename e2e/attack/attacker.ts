import { type SendOrder, send } from './sender.ts'

// A process of its own, so that what attacks does not slow the clock of who looks on. Takes one order by message, and answers with what it did.
process.once('message', async (order: SendOrder) => {
  const report = await send(order)
  process.send?.(report, () => process.disconnect())
})
