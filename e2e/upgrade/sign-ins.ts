import { from, newAddress } from '../src/addresses.ts'
import { GraphQLClient } from '../src/index.ts'
import { type Memories, signIn } from './story.ts'

const whoAmI = '{ viewer { user { handle } } }'
type WhoAmI = { viewer: { user: { handle: string } } | null }

/** What of the sign-ins of the old version does not hold today, one line each. */
export async function brokenSignIns(url: string, memories: Memories): Promise<string[]> {
  const checks = { ...oldTokens(url, memories), ...newSessions(url, memories), ...oldBrowser(memories) }
  const broken: string[] = []
  for (const [what, check] of Object.entries(checks)) {
    const said = await check().catch((error: unknown) => String(error))
    if (said !== true) broken.push(`${what}: ${said}`)
  }
  return broken
}

type Checks = Record<string, () => Promise<true | string>>

function oldTokens(url: string, { ann, endedTokens }: Memories): Checks {
  const nobody = new GraphQLClient(url, () => from(newAddress()))
  const access = (token: string) => new GraphQLClient(url, () => ({ authorization: `Bearer ${token}` }))
  const { accessToken, expiresAt } = ann.tokens
  return {
    'an access token, signed with an old key': async () => {
      if (Date.parse(expiresAt) <= Date.now()) return 'it has expired: the upgrade took longer than it is good for'
      return isHandle((await access(accessToken).query<WhoAmI>(whoAmI)).viewer, 'ann')
    },
    'the access token of an ended session is refused': async () => {
      const { errors } = await access(endedTokens.accessToken).run(whoAmI)
      return errors[0]?.extensions?.reason === 'SESSION_ENDED' || JSON.stringify(errors)
    },
    'the refresh token of an ended session is refused': async () => {
      const { refreshToken } = endedTokens
      const { refreshSession } = await nobody.query<{ refreshSession: { __typename: string } }>(
        'mutation Refresh($input: RefreshSessionInput!) { refreshSession(input: $input) { __typename } }',
        { input: { refreshToken } },
      )
      return refreshSession.__typename === 'WrongCredentials' || refreshSession.__typename
    },
    'a refresh token': async () => {
      await ann.refresh()
      return isHandle((await access(ann.tokens.accessToken).query<WhoAmI>(whoAmI)).viewer, 'ann')
    },
  }
}

function newSessions(url: string, { logins }: Memories): Checks {
  return Object.fromEntries(
    logins.map((login) => [
      `the password of ${login.login}`,
      async () => isHandle((await (await signIn(url, login)).client.query<WhoAmI>(whoAmI)).viewer, login.login),
    ]),
  )
}

function oldBrowser({ browser }: Memories): Checks {
  return {
    'the cookies of a browser': async () => isHandle((await browser.run<WhoAmI>(whoAmI)).data?.viewer, 'ann'),
    'a browser whose access cookie has gone refreshes its session': async () => {
      browser.dropAccessCookie()
      const { errors } = await browser.run(whoAmI)
      if (errors[0]?.extensions?.reason !== 'SESSION_EXPIRED') return JSON.stringify(errors)
      await browser.run('mutation { refreshSession(input: {}) { __typename } }')
      return isHandle((await browser.run<WhoAmI>(whoAmI)).data?.viewer, 'ann')
    },
  }
}

const isHandle = (viewer: WhoAmI['viewer'] | undefined, handle: string): true | string =>
  viewer?.user.handle === handle || `it is ${viewer?.user.handle ?? 'nobody'}`
