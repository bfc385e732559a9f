import { join } from 'node:path'
import { waitFor } from '../../packages/launcher/src/terminal/progress.mjs'
import { root, runQuietly } from './run.mjs'

const turbo = (...args) => [
  'node_modules/turbo/bin/turbo',
  'run',
  ...args,
  '--output-logs=errors-only',
  '--no-update-notifier',
]

/** The code that tools write (Prisma clients, resolver types, gRPC messages); cached by turbo, so it costs little when nothing changed. */
export function generateCode(node) {
  return waitFor('code', 'generating what is written by tools', () =>
    runQuietly(node, turbo('generate'), 'Code generation failed: see above.', turboEnvironment()),
  )
}

export function generateCodeAndBuildWeb(node) {
  return waitFor('code', 'generating code and building the web app', () =>
    runQuietly(
      node,
      turbo('generate', 'build'),
      'Code generation or the build of the web app failed: see above.',
      turboEnvironment(),
    ),
  )
}

// Turbo keeps its cache in the clone, so that a clone owns all it makes.
const turboEnvironment = () => ({ TURBO_CACHE_DIR: join(root, '.turbo/cache') })
