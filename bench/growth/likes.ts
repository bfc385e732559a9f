import { totalOf } from '../measure/forum-processes.ts'
import { aboveRest, during } from '../writes/measured.ts'
import { atRate } from '../writes/open-loop.ts'
import type { Party } from './measure-pages.ts'

const perSecond = 5
const windowMs = 30_000

/** Processor time of all processes for a like of a post that 100,000 like, and of posts that ten like, above rest. */
export async function costOfLikes({
  contestant: { pid },
  sights,
  people,
}: Party): Promise<{ of10: number; of100000: number; ratio: number }> {
  // A kept folder has been liked in before.
  for (const [place, person] of people.entries()) {
    await person.unlike({ id: sights.loved })
    await person.unlike({ id: tenLiked(sights.tenLikes, place) })
  }
  const costOf = async (postOf: (place: number) => string): Promise<number> => {
    const before = await during(pid, windowMs)
    let place = 0
    const busy = await during(pid, windowMs, () =>
      atRate({ perSecond, seconds: people.length / perSecond }, async () => {
        const at = place++
        await people[at]?.like({ id: postOf(at) })
      }),
    )
    return totalOf(aboveRest(busy, before, await during(pid, windowMs))) / people.length
  }
  const of10 = await costOf((place) => tenLiked(sights.tenLikes, place))
  const of100000 = await costOf(() => sights.loved)
  return { of10, of100000, ratio: of100000 / of10 }
}

function tenLiked(posts: readonly string[], place: number): string {
  const id = posts[place % posts.length]
  if (id === undefined) throw new Error('no post has ten likes: make the forum larger')
  return id
}
