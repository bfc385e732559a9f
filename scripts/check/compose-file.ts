import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

// compose.yaml by dclint, and by the Compose plugin itself where one is installed.
const root = join(import.meta.dirname, '../..')

const linted = spawnSync(join(root, 'node_modules/.bin/dclint'), ['--max-warnings', '0', 'compose.yaml'], {
  cwd: root,
  stdio: 'inherit',
})
if (linted.status !== 0) process.exit(1)

const plugin = spawnSync('docker', ['compose', 'version'], { stdio: 'ignore' })
if (plugin.status === 0) {
  // A variable without a value would be an error, which is the point of it, so each gets one.
  const names = [...readFileSync(join(root, 'compose.yaml'), 'utf8').matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name)
  const env = { ...process.env, ...Object.fromEntries(names.map((name) => [name, 'x'.repeat(40)])) }
  const read = spawnSync('docker', ['compose', '--file', 'compose.yaml', 'config', '--quiet'], {
    cwd: root,
    env,
    stdio: 'inherit',
  })
  if (read.status !== 0) process.exit(1)
} else {
  console.log('docker compose is not installed here: only dclint has read compose.yaml.')
}
