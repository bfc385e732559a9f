import { badUserInput, publicError } from '@forum/graphql-kit'
import type { Resolvers } from '../../generated/graphql.ts'
import { characters } from '../../text.ts'
import { RendererBusy } from './markdown-renderer.ts'

const longestBody = 50_000

export const markdownResolvers = {
  Query: {
    renderMarkdown: async (_root, { body }, { services }) => {
      if (body.length > longestBody && characters(body) > longestBody)
        throw badUserInput(`\`body\` has more than ${longestBody} characters.`)
      const rendered = await services.previews.render(body).catch((error: unknown) => {
        if (error instanceof RendererBusy)
          throw publicError('OVERLOADED', 'Too many previews at the moment. Try again soon.')
        throw error
      })
      if (!rendered) throw badUserInput('`body` is too complex to render. Nest less deeply, or shorten its tables.')
      return rendered.html
    },
  },
} satisfies Resolvers
