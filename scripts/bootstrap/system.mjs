import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { say, waitFor } from '../../packages/launcher/src/terminal/progress.mjs'
import { demandConsent, isAgreed } from './consent.mjs'
import { MissingError } from './missing-error.mjs'
import { runQuietly } from './run.mjs'

const javaSentence =
  'Kafka needs Java 17 or later and Maven: install both (on Debian or Ubuntu: `sudo apt-get install maven`), or set KAFKA_BROKERS to a Kafka of yours, then run this again.'

/** Java and Maven, for Kafka: present, or installed by apt as root on Debian by whoever agrees, or a sentence. */
export async function ensureJava() {
  if (process.env.KAFKA_BROKERS || hasJavaAndMaven()) return
  await installByApt('java', 'maven', javaSentence)
  if (!hasJavaAndMaven()) throw new MissingError(javaSentence)
}

function hasJavaAndMaven() {
  const { status, stderr } = spawnSync('java', ['-version'], { encoding: 'utf8' })
  const version = Number(/version "(\d+)/.exec(stderr ?? '')?.[1] ?? 0)
  return status === 0 && version >= 17 && spawnSync('sh', ['-c', 'command -v mvn'], { stdio: 'ignore' }).status === 0
}

const chromiumSentence =
  'The browser tests need Chromium: install it (on Debian: `sudo apt-get install chromium-headless-shell`; elsewhere: `npx playwright install --with-deps chromium`), or set CHROMIUM_PATH to one, then run this again.'
/** Chromium without windows, even hidden ones: a test's own context takes a quarter of the processor time that it takes in the whole one. */
const headlessShell = 'chromium-headless-shell'
const headlessShellPath = `/usr/bin/${headlessShell}`

/** A Chromium for the browser tests: its path. Present, or installed by apt as root on Debian by whoever agrees, or a sentence; never skipped. */
export async function ensureChromium() {
  const path = await findOrInstallChromium()
  await bringFonts()
  return path
}

async function findOrInstallChromium() {
  const given = process.env.CHROMIUM_PATH
  if (given && existsSync(given)) return given
  if (existsSync(headlessShellPath)) return headlessShellPath
  const whole = wholeChromium()
  if (whole && !(isRootOnDebian() && isAgreed())) return whole
  try {
    await installByApt('chromium', headlessShell, chromiumSentence)
  } catch (error) {
    if (!whole || !(error instanceof MissingError)) throw error
    say('chromium', `${headlessShell} could not be installed: the browser tests use ${whole}, and take longer`)
    return whole
  }
  return headlessShellPath
}

const fontsSentence =
  'Neither Arial nor Liberation Sans is installed here (on Debian: `sudo apt-get install fonts-liberation`): what stands on a page until its own faces come has other widths, and tests of what moves may fail.'

/** The faces that pages are set in until their own have come, as most readers have them. A headless Chromium brings none. */
async function bringFonts() {
  if (process.platform !== 'linux' || ['Arial', 'Liberation Sans'].some(isInstalledFont)) return
  if (!(isRootOnDebian() && isAgreed())) return say('fonts', fontsSentence)
  await installByApt('fonts', 'fonts-liberation', fontsSentence)
}

const isInstalledFont = (family) => spawnSync('fc-list', [family], { encoding: 'utf8' }).stdout?.trim() !== ''

function wholeChromium() {
  const known = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(
    (name) => `/usr/bin/${name}`,
  )
  const places = [...known, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', playwrightsOwn()]
  return places.find((path) => path && existsSync(path))
}

function playwrightsOwn() {
  const script = "import('playwright-core').then((playwright) => console.log(playwright.chromium.executablePath()))"
  return spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' }).stdout?.trim()
}

/** A mirror that does not answer is given up in seconds, not in minutes. */
const aptOptions = [
  '-q',
  '-o',
  'Acquire::http::Timeout=20',
  '-o',
  'Acquire::https::Timeout=20',
  '-o',
  'Acquire::Retries=1',
]

async function installByApt(topic, name, sentence) {
  if (!isRootOnDebian()) throw new MissingError(sentence)
  say(topic, `not found: ${name} would bring it, by apt-get`)
  await demandConsent(name, sentence)
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' }
  await waitFor(topic, `installing ${name} by apt-get`, async () => {
    await runQuietly('apt-get', [...aptOptions, 'update'], sentence, quiet)
    await runQuietly('apt-get', [...aptOptions, 'install', '-y', '--no-install-recommends', name], sentence, quiet)
  })
}

const isRootOnDebian = () =>
  process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version')
