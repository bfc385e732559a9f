const [warmUps, rounds] = [100, 200]

/**
 * How slow this machine is at the moment: the processor time of a JSON round trip of 87 KB, in milliseconds. Bounds of time are written for a
 * machine where it takes 1.0 ms.
 */
export function calibrationMs(): number {
  const item = { id: '0197a3c0-0000-7000-8000-000000000000', name: 'Tea', price: 899, tags: ['a', 'b'], inStock: true }
  let value = Array.from({ length: 1 }, () => item)
  while (JSON.stringify(value).length < 87_000) value = [...value, ...value].slice(0, 2 * value.length)
  while (JSON.stringify(value).length > 87_000) value = value.slice(1)
  const goRound = (times: number) => {
    for (let time = 0; time < times; time += 1) value = JSON.parse(JSON.stringify(value))
  }
  goRound(warmUps)
  const before = process.threadCpuUsage()
  goRound(rounds)
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1_000 / rounds
}
