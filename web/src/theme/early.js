// Runs before the first paint, outside the bundle: theme and language as they were chosen, else as the system has them; a page that the gateway wrote
// keeps its language. Whoever was signed in here is not greeted as a guest meanwhile.
;(() => {
  const root = document.documentElement
  let theme = null
  let language = null
  let viewer = null
  try {
    theme = localStorage.getItem('forum.theme')
    language = localStorage.getItem('forum.language')
    viewer = localStorage.getItem('forum.last-viewer')
  } catch {
    // Storage is refused in some private windows; the system's choice stands.
  }
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
  if (viewer || /(^|;\s*)forum_signed_in=1/.test(document.cookie)) root.dataset.returning = ''
  if ('written' in root.dataset) return
  const first = (navigator.languages ?? [navigator.language])
    .map((tag) => tag.slice(0, 2))
    .find((tag) => tag === 'en' || tag === 'ru')
  root.lang = language === 'en' || language === 'ru' ? language : (first ?? 'en')
})()
