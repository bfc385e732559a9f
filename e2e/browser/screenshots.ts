import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium } from '@playwright/test'
import { from, newAddress } from '../src/addresses.ts'
import { ForumNetwork } from '../src/forum-network.ts'
import type { Person } from '../src/person.ts'
import globalSetup from './global-setup.ts'
import { shiftsOf, slowDown, watchShifts } from './layout-shift.ts'
import { settled, states } from './states.ts'
import { storeServers } from './stores.ts'
import { optionsOf, type Setting, signInByCookies } from './windows.ts'
import { wordsIn } from './words.ts'
import { writeWorld } from './world.ts'

// npm run screenshots: every state of every page at two widths, in both themes and languages, into screenshots/, with a page that shows them side by side. It fails when
// a page moves while it comes over a slow network (CLS above 0.02). With words only what their names hold: npm run screenshots -- statistics ru-dark-360
const folder = join(import.meta.dirname, '../../screenshots')

const maxShift = 0.02

const wanted = process.argv.slice(2)

/** Those whose names hold one of the words that were given; all where no word is about them. */
function chosen<Named extends { name: string }>(all: readonly Named[]): Named[] {
  const found = all.filter(({ name }) => wanted.some((word) => name.includes(word)))
  return found.length > 0 ? found : [...all]
}

const everySetting: Setting[] = (['en', 'ru'] as const).flatMap((language) =>
  (['light', 'dark'] as const).flatMap((theme) =>
    ([360, 1280] as const).map((width) => ({ name: `${language}-${theme}-${width}`, language, theme, width })),
  ),
)
const matrix = chosen(everySetting)
const pages = chosen(states)

/** Returns what moved. */
async function takeAll(forum: ForumNetwork): Promise<string[]> {
  const moved: string[] = []
  const world = await writeWorld(forum)
  const executablePath = process.env['CHROMIUM_PATH']
  const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ['--no-sandbox'] })
  for (const setting of matrix) {
    mkdirSync(join(folder, setting.name), { recursive: true })
    // One login a person and setting: each more would be one more device on the page of settings, and the limit of an account.
    const sessions = new Map<string, Promise<{ storageState: StorageState }>>()
    const sessionOf = async (as: (typeof states)[number]['as']) => {
      if (as === 'guest') return {}
      const held = sessions.get(as) ?? signedIn(browser, forum, world[as])
      sessions.set(as, held)
      return held
    }
    for (const state of pages) {
      const options = {
        ...optionsOf(setting),
        baseURL: forum.url,
        extraHTTPHeaders: from(newAddress()),
      } as const
      const context = await browser.newContext({ ...options, ...(await sessionOf(state.as)) })
      const page = await context.newPage()
      const say = wordsIn(setting.language)
      await watchShifts(page)
      await slowDown(page, {})
      await page.goto(state.path(world))
      await settled(page, say)
      const { sum, shifts } = await shiftsOf(page)
      if (sum > maxShift) moved.push(`${setting.name}, ${state.name}: ${sum.toFixed(3)} ${JSON.stringify(shifts)}`)
      await state.open?.(page, say)
      // A picture is taller than a window: what is drawn only in sight would be missing below.
      await page.evaluate(`{
        const all = new CSSStyleSheet()
        all.replaceSync('* { content-visibility: visible !important }')
        document.adoptedStyleSheets.push(all)
      }`)
      await page.screenshot({ path: join(folder, setting.name, fileOf(state.name)), fullPage: true })
      await context.close()
    }
    process.stdout.write(`  ${setting.name}: ${pages.length} pictures\n`)
  }
  await browser.close()
  writeFileSync(join(folder, 'index.html'), overview())
  return moved
}

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>

async function signedIn(
  browser: Browser,
  forum: ForumNetwork,
  person: Person,
): Promise<{ storageState: StorageState }> {
  const context = await browser.newContext({ extraHTTPHeaders: from(person.address) })
  await signInByCookies(context, forum.url, person)
  const storageState = await context.storageState()
  await context.close()
  return { storageState }
}

const fileOf = (name: string) => `${name.replaceAll(' ', '-')}.png`

function overview(): string {
  const rows = pages.map(({ name }) => {
    const pictures = matrix.map(
      (setting) =>
        `<td><a href="${setting.name}/${fileOf(name)}"><img loading="lazy" src="${setting.name}/${fileOf(name)}" width="${setting.width / 4}"></a></td>`,
    )
    return `<tr><th>${name}</th>${pictures.join('')}</tr>`
  })
  const head = matrix.map(({ name }) => `<th>${name}</th>`).join('')
  return `<!doctype html><meta charset="utf-8"><title>Social Forum: all pages</title><style>td,th{vertical-align:top;padding:8px;font:12px sans-serif}</style><table><tr><th></th>${head}</tr>${rows.join('')}</table>`
}

rmSync(folder, { recursive: true, force: true })
const endStores = await globalSetup()
try {
  const forum = await ForumNetwork.start(storeServers())
  try {
    const moved = await takeAll(forum)
    process.stdout.write(`Open ${join(folder, 'index.html')}\n`)
    for (const line of moved) process.stdout.write(`Moves while it comes: ${line}\n`)
    if (moved.length > 0) process.exitCode = 1
  } finally {
    await forum.stop()
  }
} finally {
  await endStores?.()
}
