/** What would pass for the forum itself, or for one of its addresses. */
export const reservedHandles: readonly string[] =
  `about abuse account accounts admin administrator all anonymous api app assets auth bot bots contact deleted everybody everyone export
  exports faq feed forum graphiql graphql guest healthz help here home hostmaster info legal login logout mail me member members metrics
  mod moderation moderator moderators mods news nobody noreply notifications null official owner password postmaster privacy readyz
  register robot root rules sandbox search security settings signin signout signup social_forum socialforum staff stats status support
  system team terms test tos undefined user users webmaster www you`.split(/\s+/)
