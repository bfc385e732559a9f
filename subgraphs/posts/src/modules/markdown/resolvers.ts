import { badUserInput, characters, signedIn } from '@forum/graphql-kit'
import type { Resolvers } from '../../generated/graphql.ts'

const longestBody = 50_000

export const markdownResolvers = {
  Query: {
    renderMarkdown: async (_root, { body }, { viewer, services }) => {
      // Whoever writes is signed in, and rendering is dear: guests have nothing to preview.
      const { id } = signedIn(viewer)
      if (body.length > longestBody && characters(body) > longestBody)
        throw badUserInput(`\`body\` has more than ${longestBody} characters.`)
      const rendered = await services.previews.render(body, id)
      if (!rendered) throw badUserInput('`body` is too complex to render. Nest less deeply, or shorten its tables.')
      return rendered.html
    },
  },
} satisfies Resolvers
