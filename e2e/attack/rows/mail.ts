import type { Row } from '../row.ts'

// C1: mail that others get, and the links in it. C2: the ways in. C3: what moderators do.

const problem = '__typename ... on Problem { code }'

/** Of a person, a post and an act that are not there: who has no rank is not told even that. */
const nobody = '0190a000-0000-7000-8000-00000000000f'

export const mailRows: Row[] = [
  {
    id: 'C1.1',
    what: 'resets of somebody else’s password, as many as there can be',
    as: 'guest',
    requests: ({ bystander }) => [
      {
        document: `mutation Attack($login: String!) { requestPasswordReset(input: { login: $login }) { ${problem} } }`,
        variables: { login: bystander },
      },
    ],
    verdict: 'DATA',
  },
  {
    id: 'C1.2',
    what: 'links to the own address, again and again',
    as: 'account',
    requests: () => [{ document: `mutation Attack { sendEmailVerification { ${problem} } }` }],
    verdict: 'DATA',
  },
  {
    id: 'C1.3',
    what: 'a token of 900,000 characters to confirm an address',
    as: 'guest',
    requests: () => [
      {
        document: `mutation Attack($token: String!) { confirmEmail(input: { token: $token }) { ${problem} } }`,
        variables: { token: 'a'.repeat(900_000) },
      },
    ],
    verdict: 'OUTCOME:InvalidInput',
  },
  {
    id: 'C1.4',
    what: 'guessed tokens for new passwords',
    as: 'guest',
    requests: () => [
      {
        document: `mutation Attack($input: ResetPasswordInput!) { resetPassword(input: $input) { ${problem} } }`,
        variables: { input: { token: 'b'.repeat(43), newPassword: 'a word that is long enough' } },
      },
    ],
    verdict: 'OUTCOME:InvalidInput',
  },
  {
    id: 'C1.5',
    what: 'a change to somebody’s address, with a guessed password',
    as: 'account',
    requests: () => [
      {
        document: `mutation Attack($input: ChangeEmailInput!) { changeEmail(input: $input) { ${problem} } }`,
        variables: { input: { email: 'bystander@example.org', currentPassword: 'guessed' } },
      },
    ],
    verdict: 'OUTCOME:WrongCredentials',
  },
  {
    id: 'C2.1',
    what: 'guessed invites',
    as: 'guest',
    requests: () => [
      {
        document: `mutation Attack($input: RegisterInput!) { register(input: $input) { ${problem} } }`,
        variables: {
          input: { handle: 'guesser', email: 'guesser@example.org', password: 'opens doors 7', invite: 'c'.repeat(22) },
        },
      },
    ],
    verdict: 'OUTCOME:InvalidInput',
  },
  {
    id: 'C2.2',
    what: 'guesses at the password of an open session',
    as: 'account',
    requests: () => [
      { document: `mutation Attack { confirmPassword(input: { currentPassword: "guessed" }) { ${problem} } }` },
    ],
    verdict: 'OUTCOME:WrongCredentials',
  },
  {
    id: 'C3.1',
    what: 'suspending others without a rank, with reasons of 900,000 characters',
    as: 'account',
    requests: () => [
      {
        document: `mutation Attack($input: SuspendUserInput!) { suspendUser(input: $input) { ${problem} } }`,
        variables: { input: { userId: nobody, reason: 'x'.repeat(900_000) } },
      },
    ],
    verdict: 'FORBIDDEN',
  },
  {
    id: 'C3.2',
    what: 'removing, restoring and undoing without a rank, with reasons of 900,000 characters',
    as: 'account',
    requests: () => [
      {
        document: `mutation Attack($input: RemoveContentInput!) { removeContent(input: $input) { ${problem} } }`,
        variables: { input: { postId: nobody, withReplies: true, reason: '</p><script>\n'.repeat(60_000) } },
      },
      {
        document: `mutation Attack($input: RemoveAllOfInput!) { removeAllOf(input: $input) { ${problem} } }`,
        variables: { input: { userId: nobody, since: '1970-01-01T00:00:00.000Z', reason: 'x', dryRun: true } },
      },
      { document: `mutation Attack { undoModeration(input: { actId: "${nobody}" }) { ${problem} } }` },
      { document: `mutation Attack { pinPost(input: { postId: "${nobody}" }) { ${problem} } }` },
    ],
    verdict: 'FORBIDDEN',
  },
  {
    id: 'C3.3',
    what: 'reading the log of acts without a rank',
    as: 'account',
    requests: () => [
      { document: 'query Attack { moderationActs(first: 100) { edges { node { id reason by { id } } } } }' },
    ],
    verdict: 'FORBIDDEN',
  },
  {
    id: 'C3.4',
    what: 'guesses at acts about others',
    as: 'account',
    requests: () => [{ document: `query Attack { moderationAct(id: "${nobody}") { reason by { id } } }` }],
    verdict: 'DATA',
  },
]
