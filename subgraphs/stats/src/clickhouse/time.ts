/** A time as ClickHouse reads a DateTime64(3) in UTC. */
export function timeText(time: Date | string): string {
  return new Date(time).toISOString().replace('T', ' ').slice(0, 23)
}
