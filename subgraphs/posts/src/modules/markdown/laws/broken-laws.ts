import { renderMarkdown } from '../render-markdown.ts'
import { maxCpuMs } from '../text-service.ts'
import { dangers, excessBytes, lostWords } from './laws.ts'
import { RandomTexts } from './random-texts.ts'

const longestComment = 10_000

/** What of the random text of a seed breaks which law; null: nothing. */
export function brokenLaws(seed: number) {
  const body = new RandomTexts(seed).text()
  const before = process.threadCpuUsage()
  const rendered = renderMarkdown(body)
  const { user, system } = process.threadCpuUsage(before)
  const cpuMs = (user + system) / 1_000
  const broken = {
    seed,
    lost: lostWords(body, rendered),
    dangers: dangers(rendered),
    excessBytes: Math.max(0, excessBytes(body, rendered)),
    excessMs: Math.max(0, cpuMs - maxCpuMs[body.length > longestComment ? 'post' : 'comment']),
  }
  const isFine = broken.lost.length + broken.dangers.length + broken.excessBytes + broken.excessMs === 0
  return isFine ? null : broken
}
