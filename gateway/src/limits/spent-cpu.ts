/** Milliseconds of processor time that this thread has used. The clock would charge a caller for a machine that is busy with others. */
export function spentCpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}
