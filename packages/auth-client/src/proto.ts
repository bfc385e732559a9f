export {
  AccountServiceClient,
  type AccountServiceServer,
  AccountServiceService,
  type GetAccountStatusResponse,
  type RecordExportResponse,
} from './generated/forum/auth/v1/account.ts'
export {
  type GetRuleResponse,
  SiteServiceClient,
  type SiteServiceServer,
  SiteServiceService,
} from './generated/forum/auth/v1/site.ts'
export * from './generated/forum/auth/v1/token.ts'
