import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, type RunningStore, removeStackData, startClickHouse, startPostgres } from '@forum/embedded'
import { createLogger } from '@forum/service-kit'
import { cleanedUp } from '../forums/cleaned-up.ts'
import { ours, withContestants } from '../forums/contestant.ts'
import { fillClickHouse } from './fill-clickhouse.ts'
import { connected, fillPostgres } from './fill-postgres.ts'
import { Progress } from './progress.ts'
import { type GrowthReader, registerReaders } from './readers.ts'
import { leaveSights, type Sights } from './sights.ts'

export type GrownFolder = { size: number; directory: string; readers: GrowthReader[]; sights: Sights }

/** Written last: a folder without it was not finished. */
const noteOf = (directory: string) => join(directory, 'growth.json')
/** What a post takes with all that hangs on it, in bytes, and what everything else does. */
const [bytesOfPost, bytesAtLeast] = [30_000, 2_000_000_000]

/** The data folder of a forum with so many posts in `parent`: the one that is there, or a new one. */
export async function folderOf(parent: string, size: number): Promise<GrownFolder> {
  const directory = join(parent, `posts-${size}`)
  const note = noteOf(directory)
  if (existsSync(note)) return { size, directory, ...JSON.parse(readFileSync(note, 'utf8')) }
  removeFolder(directory)
  mkdirSync(directory, { recursive: true })
  const { bavail, bsize } = statfsSync(directory)
  const free = bavail * bsize
  const needed = bytesAtLeast + size * bytesOfPost
  if (free < needed)
    throw new Error(
      `${directory}: ${Math.round(needed / 1e9)} GB are needed and ${Math.round(free / 1e9)} are free. Make room, name another folder with --keep, or fewer --sizes.`,
    )
  const readers = await begun(directory)
  const made = { readers, sights: await filled(directory, size, readers) }
  writeFileSync(note, JSON.stringify(made))
  return { size, directory, ...made }
}

export function removeFolder(directory: string): void {
  removeStackData(directory)
  rmSync(directory, { recursive: true, force: true })
}

/** A forum lives in it once, so that it has everything that a forum has, and accounts for those who will read. */
function begun(directory: string): Promise<GrowthReader[]> {
  return withContestants([{ ...ours, dataDirectory: directory }], null, async ([contestant]) => {
    if (!contestant) throw new Error('the forum did not start')
    return await registerReaders(contestant.url)
  })
}

/** Its stores run alone while they are filled; gives what there is to read in it. */
async function filled(directory: string, size: number, readers: readonly GrowthReader[]): Promise<Sights> {
  const logger = createLogger({ name: 'growth', level: 'error' })
  const progress = new Progress()
  const stores: RunningStore[] = []
  const store = (name: string) => join(directory, name)
  const fill = async (): Promise<Sights> => {
    const postgres = await startPostgres({ dataDirectory: store('postgres'), port: await freePort(), logger })
    stores.push(postgres)
    const urlOf = (database: string) => Object.assign(new URL(postgres.url), { pathname: `/${database}` }).href
    await fillPostgres(urlOf, size, readers, progress)
    const clickhouse = await startClickHouse({
      dataDirectory: store('clickhouse'),
      port: await freePort(),
      logger,
      memoryMegabytes: 8_192,
    })
    stores.push(clickhouse)
    const posts = await connected(urlOf('posts'))
    try {
      await fillClickHouse(clickhouse.url, posts, size, progress)
      return await leaveSights(posts)
    } finally {
      await posts.end()
    }
  }
  return await cleanedUp(fill, async () => {
    for (const one of stores.toReversed()) await one.stop(60_000)
  })
}
