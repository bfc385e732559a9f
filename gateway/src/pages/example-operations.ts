/** An operation that runs as it stands, on any forum and as a guest. Its name is the operation's own. */
export type ExampleOperation = {
  name: string
  /** For people. */
  title: string
  query: string
  variables: Record<string, unknown>
}

const dayMs = 86_400_000
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10)

/** What the API can do, as five tabs of GraphiQL. */
export function exampleOperations(now: Date): ExampleOperation[] {
  const today = dayOf(now.getTime())
  return [
    {
      name: 'ContentAndNumbers',
      title: 'Content and numbers',
      query: `# Texts come from Posts, names from Auth and numbers from Stats: one query, one answer.
# "stats" is null while Stats is away; the rest is there all the same.
query ContentAndNumbers {
  feed(first: 5) {
    edges {
      node {
        title
        tags { name }
        author { displayName handle }
        commentCount
        stats { views uniqueViewers likes asOf }
      }
    }
  }
}
`,
      variables: {},
    },
    {
      name: 'WalkByCursor',
      title: 'A walk by cursor',
      query: `# The next page: put this answer's "endCursor" into the variable "after", as long as "hasNextPage" says so.
# Each post comes once, however many are written meanwhile.
query WalkByCursor($after: String) {
  feed(first: 3, after: $after) {
    edges {
      cursor
      node { title createdAt }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`,
      variables: { after: null },
    },
    {
      name: 'SignInAndItsOutcomes',
      title: 'A mutation with its outcomes',
      query: `# A mutation answers with one of its outcomes: what went well, or why it did not. As it stands nobody has this name, which is one of them.
# With your own in the variables, put the token into the tab Headers: { "Authorization": "Bearer …" }
mutation SignInAndItsOutcomes($input: LoginInput!) {
  login(input: $input) {
    __typename
    ... on LoginSuccess {
      viewer { user { handle } }
      tokens { accessToken expiresAt }
    }
    ... on InvalidInput { fields { path code message } }
    ... on RateLimited { retryAfterSeconds }
    ... on Problem { code message }
  }
}
`,
      variables: { input: { login: 'your_handle', password: 'your password' } },
    },
    {
      name: 'DaysOfAnAuthor',
      title: 'An author’s days',
      query: `# Who was read most this month, and by how many on each of the last seven days, as a time zone counts them.
query DaysOfAnAuthor($from: Date!, $to: Date!, $timezone: String) {
  topUsers(by: VIEWS_RECEIVED, window: MONTH, first: 1) {
    items {
      value
      user {
        displayName
        stats {
          daily(from: $from, to: $to, timezone: $timezone) { date viewsReceived likesReceived comments complete }
        }
      }
    }
  }
}
`,
      variables: { from: dayOf(now.getTime() - 6 * dayMs), to: today, timezone: 'Europe/Berlin' },
    },
    {
      name: 'WhatAGuestMaySee',
      title: 'What a guest may see',
      query: `# Without a token you are a guest: everything public is there, what is somebody's own is null or false.
query WhatAGuestMaySee {
  viewer { user { handle } }
  feed(first: 2) {
    edges {
      node {
        title
        excerpt
        viewerHasLiked
        viewerCanEdit
      }
    }
  }
  tags(first: 5) { edges { node { name postCount } } }
  statsAsOf
}
`,
      variables: {},
    },
  ]
}
