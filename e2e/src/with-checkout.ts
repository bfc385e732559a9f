import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const repository = join(import.meta.dirname, '../..')

/** Runs `work` with a commit of this repository checked out in a folder of its own (git worktree), and removes it. */
export async function withCheckout<Result>(
  version: { name: string; commit: string },
  work: (directory: string) => Promise<Result>,
): Promise<Result> {
  git('worktree', 'prune') // what a killed run left behind
  const directory = mkdtempSync(join(tmpdir(), `forum-${version.name}-`))
  try {
    checkOut(directory, version)
    return await work(directory)
  } finally {
    rmSync(directory, { recursive: true, force: true })
    git('worktree', 'prune')
  }
}

function checkOut(directory: string, { name, commit }: { name: string; commit: string }): void {
  try {
    git('cat-file', '-e', `${commit}^{commit}`)
  } catch (error) {
    throw new Error(`${name} (${commit}) is not in this clone: git fetch --unshallow brings it.`, { cause: error })
  }
  git('worktree', 'add', '--detach', '--force', directory, commit)
}

const git = (...args: string[]): string =>
  execFileSync('git', args, { cwd: repository, encoding: 'utf8', stdio: 'pipe' })
