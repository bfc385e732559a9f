import { useLingui } from '@lingui/react/macro'
import type { ExportDataset } from '../../generated/schema.ts'

export function useDatasetWords(): Record<ExportDataset, string> {
  const { t } = useLingui()
  return {
    POSTS: t`Posts`,
    COMMENTS: t`Comments`,
    LIKES: t`Likes`,
    FOLLOWS: t`Follows`,
    USERS: t`People`,
    ACTIVITY: t`Activity by hour`,
    POST_DAYS: t`Days of posts`,
    EVENTS: t`Events`,
    MY_DATA: t`Your data`,
  }
}
