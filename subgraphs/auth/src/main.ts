import { runService } from '@forum/service-kit'
import { configSchema } from './config.ts'
import { startAuth } from './start.ts'

await runService({
  name: 'auth',
  config: configSchema,
  start: async (options) => {
    await startAuth(options)
  },
})
