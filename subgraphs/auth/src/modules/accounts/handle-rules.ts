import type { Problems } from '@forum/graphql-kit'

export const handleShape = /^[a-z0-9_]{3,30}$/

// What would pass for the forum itself, or for one of its addresses.
const reserved = new Set(
  `about abuse account accounts admin administrator all anonymous api app assets auth bot bots contact deleted everybody everyone export
  exports faq feed forum graphiql graphql guest healthz help here home hostmaster info legal login logout mail me member members metrics
  mod moderation moderator moderators mods news nobody noreply notifications null official owner password postmaster privacy readyz
  register robot root rules sandbox search security settings signin signout signup social_forum socialforum staff stats status support
  system team terms test tos undefined user users webmaster www you`.split(/\s+/),
)

/** The handle as it is kept: lower case, without the spaces around it. */
export const normalHandle = (given: string): string => given.trim().toLowerCase()

export function checkHandle(problems: Problems, handle: string, path: string[]): void {
  const isWellFormed = problems.check(
    handleShape.test(handle),
    path,
    'HANDLE_MALFORMED',
    'A handle is 3 to 30 letters a-z, digits or underscores.',
  )
  if (isWellFormed)
    problems.check(!reserved.has(handle), path, 'HANDLE_RESERVED', 'This handle is reserved. Choose another one.')
}

export const handleTaken = (problems: Problems, path: string[]): void =>
  problems.add(path, 'HANDLE_TAKEN', 'This handle is taken. Choose another one.')
