/** What a guest wanted to do, kept over signing in; never taken from an address, so that no link can make somebody like something. */
export type Act = {
  kind: 'like-post' | 'repost' | 'bookmark' | 'like-comment' | 'follow' | 'watch-thread' | 'mute-thread'
  id: string
}

/** `next` is where signing in leads back to. */
type Kept = { act: Act; next: string }

const key = 'forum.pending-act'

export function keepAct(act: Act, next: string): void {
  try {
    const kept: Kept = { act, next }
    sessionStorage.setItem(key, JSON.stringify(kept))
  } catch {
    // Storage is refused: the reader comes back and presses again.
  }
}

/** Takes the kept act away, and returns it to who comes back to where it was wanted: whoever signs in later, for something else, has changed their mind. */
export function takeAct(next: string | null): Act | null {
  try {
    const text = sessionStorage.getItem(key)
    sessionStorage.removeItem(key)
    const kept = text ? (JSON.parse(text) as Kept) : null // written by keepAct alone
    return kept && kept.next === next ? kept.act : null
  } catch {
    return null
  }
}
