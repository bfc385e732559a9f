import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const program = `import { claimPort } from ${JSON.stringify(join(import.meta.dirname, 'claimed-ports.ts'))}
process.stdout.write(String(claimPort(25432)) + String(claimPort(25432)))
process.stdin.resume().once('end', () => process.exit())`

/** Processes that claim the same port at once, in a folder of temporary files of their own. */
async function claimants(count: number, folder: string) {
  const children = Array.from({ length: count }, () =>
    spawn(process.execPath, ['--input-type=module-typescript', '--eval', program], {
      env: { ...process.env, TMPDIR: folder },
    }),
  )
  const said = await Promise.all(children.map(async (child) => String((await once(child.stdout, 'data'))[0])))
  return { children, said }
}

test('of several that start at once one has the port, and when it was killed another may', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'claims-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const { children, said } = await claimants(4, folder)
  expect(said.toSorted()).toEqual(['falsefalse', 'falsefalse', 'falsefalse', 'truetrue'])
  for (const child of children) {
    child.kill('SIGKILL')
    await once(child, 'close')
  }
  const later = await claimants(1, folder)
  expect(later.said).toEqual(['truetrue'])
  later.children[0]?.stdin.end()
  await once(later.children[0] as never, 'close')
  expect(readdirSync(join(folder, readdirSync(folder)[0] ?? ''))).toEqual([])
})
