export { type PersonalDataSource, type PersonalPart, personalDataOf } from './personal-data-client.ts'
export { type Asked, PersonalDataFiles, type PersonalFile, rowsByPage } from './personal-data-files.ts'
export { personalDataService } from './personal-data-service.ts'
