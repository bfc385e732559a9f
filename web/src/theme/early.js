// Runs before the first paint, outside the bundle: theme and language as they were chosen, else as the system has them.
;(() => {
  const root = document.documentElement
  let theme = null
  let language = null
  try {
    theme = localStorage.getItem('forum.theme')
    language = localStorage.getItem('forum.language')
  } catch {
    // Storage is refused in some private windows; the system's choice stands.
  }
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
  const first = (navigator.languages ?? [navigator.language])
    .map((tag) => tag.slice(0, 2))
    .find((tag) => tag === 'en' || tag === 'ru')
  root.lang = language === 'en' || language === 'ru' ? language : (first ?? 'en')
})()
