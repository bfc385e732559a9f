import { runService } from '@forum/service-kit'
import { configSchema } from './config.ts'
import { startStats } from './start.ts'

await runService({
  name: 'stats',
  config: configSchema,
  start: async (service) => {
    await startStats(service)
  },
})
