export function say(topic: string, text: string): void
export function seconds(milliseconds: number): string
export function waitFor<Result>(
  topic: string,
  doing: string,
  work: () => Promise<Result>,
  remark?: string,
): Promise<Result>
