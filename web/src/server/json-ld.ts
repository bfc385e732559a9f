import type { PostHead } from '../ui/page-head.ts'

/** A post as schema.org describes one of a forum; `origin` is where the forum stands. */
export function jsonLdOf(post: PostHead, origin: string): object {
  const url = (path: string) => new URL(path, origin).href
  return {
    '@context': 'https://schema.org',
    '@type': 'DiscussionForumPosting',
    headline: post.title,
    text: textOf(post.bodyHtml),
    url: url(`/p/${post.id}`),
    mainEntityOfPage: url(`/p/${post.id}`),
    datePublished: post.createdAt,
    dateModified: post.updatedAt,
    author: post.author && {
      '@type': 'Person',
      name: post.author.displayName,
      url: url(`/u/${post.author.handle}`),
    },
    commentCount: post.commentCount,
    interactionStatistic: [
      counter('https://schema.org/LikeAction', post.likeCount),
      counter('https://schema.org/CommentAction', post.commentCount),
    ],
  }
}

const counter = (interactionType: string, userInteractionCount: number) => ({
  '@type': 'InteractionCounter',
  interactionType,
  userInteractionCount,
})

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" }

/** The words of a text, without its marks. */
const textOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(\w+|#\w+);/g, (whole, name: string) => entities[name.toLowerCase()] ?? whole)
    .replace(/\s+/g, ' ')
    .trim()
