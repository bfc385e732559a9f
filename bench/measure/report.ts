import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { calibrationMs } from '@forum/e2e'

/** What a bench found: the figures of its last line, and whatever else is worth keeping. */
export type Found = { figures: Readonly<Record<string, number>>; details: unknown }

/** Prints the last line, and keeps everything in bench/results/NAME.json with what it was measured on. */
export function report(name: string, { figures, details }: Found, calibration: { before: number }): void {
  const folder = join(import.meta.dirname, '../results')
  mkdirSync(folder, { recursive: true })
  const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: folder, encoding: 'utf8' }).trim()
  const after = calibrationMs()
  const kept = {
    name,
    commit,
    at: new Date().toISOString(),
    calibrationMs: [calibration.before, after],
    figures,
    details,
  }
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(kept, null, 2)}\n`)
  const said = Object.entries(figures).map(([key, value]) => `${key}=${Number(value.toFixed(2))}`)
  console.log(`calibration ${calibration.before.toFixed(2)} and ${after.toFixed(2)} ms`)
  console.log(`${name}: ${said.join(' ')}`)
}

/** Columns that line up; the first row is the head. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_cell, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  '),
    )
}
