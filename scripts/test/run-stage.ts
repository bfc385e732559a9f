import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { folderInMemory } from './folder-in-memory.ts'
import type { Counts } from './reports.ts'
import type { Stage } from './stages.ts'

export type StageResult = { name: string; ok: boolean; passed: number; failed: number; tookMs: number }

const root = join(import.meta.dirname, '../..')

/** Runs a stage with the terminal as its output. It is ok when it leaves with 0, counted at least one test, and skipped none. */
export async function runStage(stage: Stage): Promise<StageResult> {
  const directory = mkdtempSync(join(tmpdir(), 'forum-test-'))
  const report = join(directory, 'report.json')
  const started = performance.now()
  try {
    const env = { TMPDIR: folderInMemory() ?? tmpdir(), ...process.env, ...stage.environment?.(report) }
    const child = spawn(process.execPath, stage.args(report), { cwd: root, env, stdio: 'inherit' })
    const passOn = (signal: NodeJS.Signals) => child.kill(signal)
    process.on('SIGINT', passOn).on('SIGTERM', passOn)
    const [code] = await once(child, 'close')
    process.off('SIGINT', passOn).off('SIGTERM', passOn)
    return { name: stage.name, ...judge(stage, code === 0, report), tookMs: performance.now() - started }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

function judge(stage: Stage, leftWell: boolean, report: string): { ok: boolean; passed: number; failed: number } {
  if (!stage.counts) return { ok: leftWell, passed: leftWell ? 1 : 0, failed: leftWell ? 0 : 1 }
  const { passed, failed, skipped }: Counts = existsSync(report)
    ? stage.counts(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 0, skipped: 0 }
  if (skipped > 0)
    process.stdout.write(`${skipped} tests were skipped, which counts as failed: a test runs or is deleted.\n`)
  if (leftWell && passed + failed + skipped === 0) process.stdout.write('No test ran, which counts as failed.\n')
  const ok = leftWell && failed + skipped === 0 && passed > 0
  return { ok, passed, failed: failed + skipped || (ok ? 0 : 1) }
}
