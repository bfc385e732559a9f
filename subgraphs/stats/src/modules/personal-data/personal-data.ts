import { PersonalDataFiles, type PersonalDataSource, personalDataOf } from '@forum/personal-data'
import type { ClickHouse } from '../../clickhouse/clickhouse.ts'
import type { ExportService } from '../exports/export-service.ts'
import type { GatherPersonalData } from './personal-data-zip.ts'
import { viewsOf } from './views-of.ts'

/** What Stats itself holds of somebody beside numbers, which follow from what they and others did. */
export function createPersonalData(clickhouse: ClickHouse, exports: Pick<ExportService, 'allOf'>): PersonalDataFiles {
  return new PersonalDataFiles([
    { file: 'statistics/views', rows: (asked) => viewsOf(clickhouse, asked) },
    {
      file: 'statistics/exports',
      rows: async function* all(asked) {
        yield* await exports.allOf(asked)
      },
    },
  ])
}

/** Service after service, so that the file is the same however fast each answers. */
export const gatherPersonalData = (
  sources: readonly PersonalDataSource[],
  own: PersonalDataFiles,
): GatherPersonalData =>
  async function* gather(asked) {
    for (const source of sources) yield* personalDataOf(source, asked)
    yield* own.parts(asked)
  }
