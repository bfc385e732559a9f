export {
  AccountServiceClient,
  type AccountServiceServer,
  AccountServiceService,
  type GetAccountStatusResponse,
  type RecordExportResponse,
} from './generated/forum/auth/v1/account.ts'
export * from './generated/forum/auth/v1/token.ts'
