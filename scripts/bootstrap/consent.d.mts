export function demandConsent(
  name: string,
  sentence: string,
  options?: {
    environment?: Record<string, string | undefined>
    terminal?: (question: string) => Promise<string | null>
  },
): Promise<void>
