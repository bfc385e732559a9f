const browsers = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS|HeadlessChrome)\//],
  ['Safari', /\bVersion\/[\d.]+.*\bSafari\//],
] as const

const systems = [
  ['Android', /\bAndroid\b/],
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\bLinux\b/],
] as const

/** A User-Agent in words that its owner recognises: "Firefox on Linux", or a program's own name and version. */
export function clientName(userAgent: string): string {
  const browser = browsers.find(([, shape]) => shape.test(userAgent))?.[0]
  const system = systems.find(([, shape]) => shape.test(userAgent))?.[0]
  if (browser && system) return `${browser} on ${system}`
  const product = /^[\w.-]{1,40}(?:\/[\w.+-]{1,20})?/.exec(userAgent)?.[0]
  return browser ?? product ?? 'Unknown program'
}
