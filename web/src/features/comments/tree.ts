export type Branchable = { id: string; depth: number; replyCount: number; parent: { id: string } | null }

export type Branch<C> = {
  comment: C
  replies: Branch<C>[]
  /** Replies exist, but further down than this page shows: they have a page of their own. */
  continues: boolean
  /** Its replies stand at its own level: above what the address names the tree is as deep as it is, and the page is not as wide. */
  isLevel: boolean
}

/**
 * The comments of a page as a tree of at most `levels` levels. Replies keep the order in which they came; a comment whose parent is not among them
 * (it comes with a later page) stands at the top until it does.
 */
export function growTree<C extends Branchable>(comments: C[], levels: number): Branch<C>[] {
  const branches = new Map<string, Branch<C>>(
    comments.map((comment) => [comment.id, { comment, replies: [], continues: false, isLevel: false }]),
  )
  const roots: Branch<C>[] = []
  for (const branch of branches.values()) {
    const parent = branch.comment.parent && branches.get(branch.comment.parent.id)
    if (parent) parent.replies.push(branch)
    else roots.push(branch)
  }
  for (const root of roots) cut(root, levels)
  return roots
}

function cut<C extends Branchable>(branch: Branch<C>, levels: number): void {
  if (levels > 1) {
    for (const reply of branch.replies) cut(reply, levels - 1)
    return
  }
  branch.continues = branch.replies.length > 0 || branch.comment.replyCount > 0
  branch.replies = []
}

/** Whether two trees show the same: the cache keeps a comment's object as long as nothing of it changed. */
export function isSameBranch<C>(one: Branch<C>, other: Branch<C>): boolean {
  return (
    one.comment === other.comment &&
    one.continues === other.continues &&
    one.isLevel === other.isLevel &&
    one.replies.length === other.replies.length &&
    one.replies.every((reply, index) => {
      const beside = other.replies[index]
      return beside !== undefined && isSameBranch(reply, beside)
    })
  )
}

/** How many comments a branch holds, itself excluded: what collapsing it hides. */
export function sizeBelow<C>(branch: Branch<C>): number {
  return branch.replies.reduce((sum, reply) => sum + 1 + sizeBelow(reply), 0)
}

/**
 * A comment under what it answers, each under the one before: one branch. The first of them step to the right, at most `steps` times; the rest stand
 * below each other.
 */
export function hangBelow<C>(ancestors: C[], target: Branch<C>, steps: number): Branch<C> {
  return ancestors.reduceRight<Branch<C>>(
    (below, comment, index) => ({ comment, replies: [below], continues: false, isLevel: index >= steps }),
    target,
  )
}
