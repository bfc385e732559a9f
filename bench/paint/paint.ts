import { chromium } from '@playwright/test'
import type { Bench } from '../bench.ts'
import { type Contestant, ours, withContestants } from '../forums/contestant.ts'
import { median } from '../measure/median.ts'
import { printTable } from '../measure/report.ts'
import { makeThread, type Thread } from './thread.ts'
import { type Paint, Visitor } from './visitor.ts'

const visits = 5

type Cell = Paint[]

/** What somebody waits for who comes for the first time, by a slow line and a slow machine: ours beside the baseline's. */
export const paint: Bench = ({ baseline }) =>
  withContestants([{ name: 'baseline', checkout: baseline }, ours], 'demo', async (contestants) => {
    const executablePath = process.env['CHROMIUM_PATH']
    const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] })
    try {
      const parties = await Promise.all(contestants.map(async (one) => ({ one, thread: await makeThread(one.url) })))
      const cells = new Map<string, Cell>()
      // One after the other, in turns: a browser that draws takes a whole processor.
      for (let visit = -1; visit < visits; visit += 1)
        for (const { one, thread } of parties)
          for (const { page, path } of pagesOf(thread)) {
            const found = await new Visitor(browser, one.url).open(path)
            const key = `${page} ${one.name}`
            if (visit >= 0) cells.set(key, [...(cells.get(key) ?? []), found])
          }
      const own = parties.find(({ one }) => one.name === ours.name) ?? missing()
      const inp = await interactions(new Visitor(browser, own.one.url), own)
      return results(cells, inp)
    } finally {
      await browser.close()
    }
  })

const pagesOf = ({ id }: Thread) => [
  { page: 'home', path: '/' },
  { page: 'post', path: `/p/${id}` },
  { page: 'statistics', path: '/statistics' },
]

async function interactions(visitor: Visitor, { thread }: { one: Contestant; thread: Thread }): Promise<number> {
  const slowest: number[] = []
  for (let visit = 0; visit < visits; visit += 1)
    slowest.push(Math.max(await visitor.like(thread), await visitor.openFromFeed()))
  return median(slowest)
}

function results(cells: ReadonlyMap<string, Cell>, inp: number) {
  const figures: Record<string, number> = {}
  const rows = [['page', 'version', 'LCP ms', 'FCP ms', 'CLS', 'ratio of LCP']]
  let worstShift = 0
  for (const page of ['home', 'post', 'statistics']) {
    const of = (name: string) => cells.get(`${page} ${name}`) ?? missing()
    const lcp = (name: string) => median(of(name).map(({ lcpMs }) => lcpMs))
    for (const name of ['baseline', ours.name]) {
      const shift = Math.max(...of(name).map(({ cls }) => cls))
      if (name === ours.name) worstShift = Math.max(worstShift, shift)
      const fcp = median(of(name).map(({ fcpMs }) => fcpMs))
      const ratio = lcp(name) / lcp('baseline')
      rows.push([page, name, lcp(name).toFixed(0), fcp.toFixed(0), shift.toFixed(4), ratio.toFixed(2)])
    }
    figures[`lcp_${page}`] = lcp(ours.name) / lcp('baseline')
  }
  printTable(rows)
  return { figures: { ...figures, cls: worstShift, inp_ms: inp }, details: Object.fromEntries(cells) }
}

function missing(): never {
  throw new Error('a version was not measured')
}
