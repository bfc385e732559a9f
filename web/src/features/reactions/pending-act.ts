/** What a guest wanted to do, kept over signing in; never taken from an address, so that no link can make somebody like something. */
export type Act = { kind: 'like-post' | 'repost' | 'bookmark' | 'like-comment' | 'follow'; id: string }

const key = 'forum.pending-act'

export function keepAct(act: Act): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(act))
  } catch {
    // Storage is refused: the reader comes back and presses again.
  }
}

/** Takes the kept act away and returns it. */
export function takeAct(): Act | null {
  try {
    const text = sessionStorage.getItem(key)
    sessionStorage.removeItem(key)
    return text ? (JSON.parse(text) as Act) : null // written by keepAct alone
  } catch {
    return null
  }
}
