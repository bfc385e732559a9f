import { readFileSync } from 'node:fs'

// The commit-msg hook of lefthook.yml: a first line as https://www.conventionalcommits.org has it.
const [file] = process.argv.slice(2)
const first = readFileSync(file, 'utf8').split('\n', 1)[0]
const shape = /^(build|chore|ci|docs|feat|fix|perf|refactor|revert|style|test)(\([a-z-]+\))?!?: \S.*$/
if (!shape.test(first) && !/^(Merge|Revert|fixup!|squash!) /.test(first)) {
  process.stderr.write(`"${first}" is no Conventional Commit. Write, for example: fix(posts): a like is counted once\n`)
  process.exitCode = 1
}
