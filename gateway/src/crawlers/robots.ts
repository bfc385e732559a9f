// Where crawlers have nothing to find. What is not listed here is public and may be read.
const disallowed = [
  // The API and its pages: answers for programs, and no end of different addresses.
  '/graphql',
  '/graphiql',
  '/documents/',
  // Files behind signed links, each good for a while.
  '/exports/',
  // As many pages as there are words.
  '/search',
  // Pages of whoever is signed in: a guest sees the way to sign in, or nothing of their own.
  '/settings',
  '/write',
  '/p/*/edit',
  '/bookmarks',
  '/following',
  '/you$',
  '/admin/',
  // Forms, each with the address to come back to.
  '/sign-in',
  '/sign-up',
]

/** The Robots Exclusion Protocol (RFC 9309), and where the sitemap is. */
export const robotsText = (publicUrl: string): string =>
  [
    'User-agent: *',
    ...disallowed.map((path) => `Disallow: ${path}`),
    '',
    `Sitemap: ${new URL('/sitemap.xml', publicUrl).href}`,
    '',
  ].join('\n')
