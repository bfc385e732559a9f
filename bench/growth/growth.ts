import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { calibrationMs } from '@forum/e2e'
import { ours, withContestants } from '../forums/contestant.ts'
import { webDocuments } from '../forums/documents.ts'
import type { Found } from '../measure/report.ts'
import { printTable } from '../measure/report.ts'
import { figuresOf } from './figures.ts'
import { folderOf, type GrownFolder, removeFolder } from './folder.ts'
import { costOfLikes } from './likes.ts'
import { measurePages, tableOf } from './measure-pages.ts'
import { signIn } from './readers.ts'
import { verify } from './verify.ts'

export type GrowthOptions = { sizes: readonly number[]; keep: string | null; rounds: number; requests: number }

/** What a page costs in forums of several sizes, which run beside each other and have their turns. */
export async function growth({ sizes, keep, rounds, requests }: GrowthOptions): Promise<Found> {
  const parent = keep === null ? mkdtempSync(join(tmpdir(), 'forum-growth-')) : resolve(keep)
  mkdirSync(parent, { recursive: true })
  const folders: GrownFolder[] = []
  try {
    for (const size of sizes) folders.push(await folderOf(parent, size))
    const entrants = folders.map(({ size, directory }) => ({ ...ours, name: String(size), dataDirectory: directory }))
    return await withContestants(entrants, null, async (contestants) => {
      const parties = await Promise.all(
        contestants.map(async (contestant, place) => {
          const folder = folders[place]
          if (!folder) throw new Error('a forum has no folder')
          await verify(contestant, folder)
          return { contestant, sights: folder.sights, people: await signIn(contestant.url, folder.readers) }
        }),
      )
      const pages = await measurePages(parties, webDocuments(ours.checkout), { rounds, requests })
      const likes = new Map<string, Awaited<ReturnType<typeof costOfLikes>>>()
      for (const party of parties) likes.set(party.contestant.name, await costOfLikes(party))
      printTable(tableOf(pages))
      printTable([
        ['a like of a post with', ...likes.keys()],
        ...(['of10', 'of100000', 'ratio'] as const).map((name) => [
          name,
          ...[...likes.values()].map((cost) => cost[name].toFixed(2)),
        ]),
      ])
      return {
        figures: figuresOf(pages, [...likes.values()].at(-1)?.ratio ?? Number.NaN, calibrationMs()),
        details: {
          pages: Object.fromEntries([...pages].map(([name, cells]) => [name, Object.fromEntries(cells)])),
          likes: Object.fromEntries(likes),
        },
      }
    })
  } finally {
    if (keep === null) {
      for (const size of sizes) removeFolder(join(parent, `posts-${size}`))
      rmSync(parent, { recursive: true, force: true })
    }
  }
}
