import { type InvalidInput, invalidInput } from '@forum/graphql-kit'

/** One answer for a link that was used, replaced, ran out, or never was. */
export const linkEnded = (): InvalidInput =>
  invalidInput([
    {
      path: ['token'],
      code: 'LINK_ENDED',
      message: 'This link was used already, or its time is over. Ask for a new one.',
    },
  ])
