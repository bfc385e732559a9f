/** One line of progress: what it is about, and what happens. */
export function say(topic, text) {
  process.stdout.write(`  ${topic.padEnd(12)} ${text}\n`)
}

export function seconds(milliseconds) {
  return milliseconds < 9_950 ? `${(milliseconds / 1000).toFixed(1)} s` : `${Math.round(milliseconds / 1000)} s`
}

/** Says what it waits for (with a remark for the first time), then every ten seconds that it still does, then how long it took. */
export async function waitFor(topic, doing, work, remark = '') {
  const started = performance.now()
  say(topic, `${doing} …${remark && ` (${remark})`}`)
  const timer = setInterval(() => say(topic, `still ${doing}, ${seconds(performance.now() - started)}`), 10_000)
  try {
    const result = await work()
    say(topic, `done in ${seconds(performance.now() - started)}`)
    return result
  } finally {
    clearInterval(timer)
  }
}
