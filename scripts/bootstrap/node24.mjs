import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { MissingError } from './missing-error.mjs'
import { root } from './run.mjs'

/** The Node that runs TypeScript as it is: this one if it is 24 or later, else the one that came as a package. */
export function node24() {
  if (major(process.versions.node) >= 24) return process.execPath
  const packaged = join(root, 'node_modules/.bin/node')
  const version = existsSync(packaged) && spawnSync(packaged, ['--version'], { encoding: 'utf8' })
  if (version && version.status === 0 && major(version.stdout.slice(1)) >= 24) return packaged
  throw new MissingError(
    `Social Forum runs on Node.js 24, which comes as a package for Linux on x64 and arm64 only: install Node.js 24 or later from https://nodejs.org (this is ${process.versions.node} on ${process.platform} ${process.arch}), then run this again.`,
  )
}

const major = (version) => Number.parseInt(version, 10)
