import { callerMetadata, channelOptions } from '@forum/grpc'
import { credentials } from '@grpc/grpc-js'
import { PersonalDataServiceClient } from './generated/forum/personal/v1/personal_data.ts'
import type { Asked } from './personal-data-files.ts'

/** A service that holds personal data, and who asks it. */
export type PersonalDataSource = { url: string; service: string; secret: string }

/** Whole lines of NDJSON of one file. */
export type PersonalPart = { file: string; lines: Uint8Array }

/** Somebody with a hundred thousand texts is read within it. */
const deadlineMs = 10 * 60_000

/** What one service holds of somebody, file after file. @throws when it does not answer, or not to its end */
export async function* personalDataOf(
  { url, service, secret }: PersonalDataSource,
  { userId, asOf, signal }: Asked & { signal?: AbortSignal },
): AsyncGenerator<PersonalPart> {
  const client = new PersonalDataServiceClient(url, credentials.createInsecure(), channelOptions)
  const call = client.getPersonalData({ userId, asOf }, callerMetadata(service, secret), {
    deadline: Date.now() + deadlineMs,
  })
  const cancel = () => call.cancel()
  signal?.addEventListener('abort', cancel, { once: true })
  try {
    for await (const { file, lines } of call) yield { file, lines }
  } finally {
    signal?.removeEventListener('abort', cancel)
    call.cancel()
    client.close()
  }
}
