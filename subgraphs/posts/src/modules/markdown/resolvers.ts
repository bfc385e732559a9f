import { badUserInput, characters, signedIn } from '@forum/graphql-kit'
import type { Resolvers } from '../../generated/graphql.ts'
import { longestBody } from '../posts/post-input.ts'

export const markdownResolvers = {
  Query: {
    renderMarkdown: (_root, { body }, { viewer, services }) => {
      const { id } = signedIn(viewer)
      if (body.length > longestBody && characters(body) > longestBody)
        throw badUserInput(`\`body\` has more than ${longestBody} characters.`)
      return services.texts.preview(id, body)
    },
  },
} satisfies Resolvers
