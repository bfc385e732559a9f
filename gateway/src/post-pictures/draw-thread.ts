import type { Begun } from '../threads/timed-threads.ts'
import { openDrawing } from './drawing/draw-picture.ts'
import type { PictureTask } from './drawing/picture-svg.ts'

// The whole of the thread: it draws what it is asked, so that the event loop that answers everybody does not.

const draw = await openDrawing()
warmUp()

export function drawPicture({ begun, ...task }: PictureTask & Begun): Uint8Array {
  begun.postMessage(null)
  begun.close()
  return draw(task)
}

/** The first picture of a thread would pay for compiling what draws it. */
function warmUp(): void {
  const title = 'The quick brown fox, прыгает через 7 ленивых псов: 世界 and a-hyphen '.repeat(3)
  for (let round = 0; round < 3; round += 1)
    draw({ title, authorName: 'Ann, Аня', tags: ['notes', 'сад'], siteName: 'Social Forum' })
}
