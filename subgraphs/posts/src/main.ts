import { runService } from '@forum/service-kit'
import { postsConfig } from './config.ts'
import { startPosts } from './start.ts'

await runService({ name: 'posts', config: postsConfig, start: startPosts })
