import { once } from 'node:events'
import type { ServedService } from '@forum/grpc'
import type { Logger } from '@forum/service-kit'
import { type ServerWritableStream, status } from '@grpc/grpc-js'
import {
  type GetPersonalDataRequest,
  type GetPersonalDataResponse,
  type PersonalDataServiceServer,
  PersonalDataServiceService,
} from './generated/forum/personal/v1/personal_data.ts'
import type { PersonalDataFiles } from './personal-data-files.ts'

const idShape = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** PersonalDataService of proto/forum/personal/v1 over what this service holds. */
export function personalDataService({
  personalData,
  logger,
}: {
  personalData: PersonalDataFiles
  logger: Logger
}): ServedService {
  const handlers: PersonalDataServiceServer = {
    getPersonalData: async (call) => {
      const { userId, asOf } = call.request
      if (!idShape.test(userId) || !asOf) {
        call.destroy(Object.assign(new Error('no id, or no moment'), { code: status.INVALID_ARGUMENT }))
        return
      }
      try {
        await stream(call, personalData.parts({ userId, asOf }))
        call.end()
      } catch (error) {
        logger.error({ err: error }, 'personal data could not be read')
        call.destroy(Object.assign(new Error('the data cannot be read at the moment'), { code: status.UNAVAILABLE }))
      }
    },
  }
  return {
    name: 'forum.personal.v1.PersonalDataService',
    definition: PersonalDataServiceService,
    handlers: { ...handlers },
    callers: ['stats'],
  }
}

async function stream(
  call: ServerWritableStream<GetPersonalDataRequest, GetPersonalDataResponse>,
  parts: AsyncIterable<GetPersonalDataResponse>,
): Promise<void> {
  const gone = new AbortController()
  call.on('cancelled', () => gone.abort())
  call.on('close', () => gone.abort())
  for await (const part of parts) {
    if (gone.signal.aborted) return
    if (!call.write(part)) await once(call, 'drain', { signal: gone.signal }).catch(() => undefined) // gone: the loop ends
  }
}
