// Whose each column of every store is, and what the end of an account does to it. The test beside this fails for a column that is not here: whoever
// adds one says here what becomes of it, and makes that so where the end is carried out (docs/adr/0038).

/** What the end of an account does to the rows of a table that are of its owner. */
export type End =
  /** Nothing: it holds nothing of a person. */
  | 'nobody'
  /** Nothing: it holds ids, times and numbers alone, and reasons that moderators gave; of the account that the ids name only the id is left. */
  | 'ids'
  /** Keyed hashes of what may not be given again. */
  | 'hashed'
  /** The row stays for what hangs on it; every name, address and word in it goes (of texts: where that was chosen, or they were private). */
  | 'emptied'
  /** It is taken back, as its owner could have done: counts and events follow. */
  | 'undone'
  /** The rows are deleted. */
  | 'deleted'
  /** By its age: events that were told, 90 days of addresses, minutes of counts. It holds ids besides. */
  | 'aged'

/** By store and table: what becomes of it, and its columns in the order of the alphabet. */
export const inventory: Readonly<Record<string, readonly [end: End, columns: string]>> = {
  'auth.accounts': [
    'emptied',
    'application created_at deletion_at deletion_texts email email_claim_ends_at email_refused_at email_verified_at handle id invited_by language password_hash role rules_version status timezone version',
  ],
  'auth.audit_entries': ['aged', 'actor_id address at detail id kind whom_id'],
  'auth.email_links': ['deleted', 'account_id email expires_at id purpose token_hash used_at'],
  'auth.first_admin_link': ['nobody', 'id single'],
  'auth.gone_names': ['hashed', 'hash until'],
  'auth.invites': ['ids', 'code_hash created_at expires_at id inviter_id revoked_at used_at used_by'],
  'auth.mails': ['deleted', 'attempts created_at data dedupe_key due_at expires_at finished_at id kind reason state'],
  'auth.outbox': ['aged', 'created_at data id key seq source subject time topic type'],
  'auth.outbox_dead': ['aged', 'created_at data died_at id key reason seq source subject time topic type'],
  'auth.profiles': ['emptied', 'bio display_name user_id version'],
  'auth.rate_limits': ['aged', 'bucket expires_at points'],
  'auth.refresh_tokens': ['deleted', 'session_id token_hash used_at'],
  'auth.revocation_head': ['nobody', 'id number'],
  'auth.revocations': ['aged', 'created_at number session_id user_id'],
  'auth.rules': ['nobody', 'id position retired_at text title'],
  'auth.sessions': ['deleted', 'account_id client created_at ended_at id last_used_at proved_at'],
  'auth.signing_keys': ['nobody', 'activates_at created_at kid public_jwk sealed_key'],
  'auth.site': ['nobody', 'contact description id name registration rules_version'],
  'auth.suspensions': ['ids', 'account_id actor_id ended_at id reason rule_id since until'],
  'posts.act_people': ['deleted', 'act_id at user_id'],
  'posts.bookmarks': ['deleted', 'created_at post_id user_id'],
  'posts.catch_ups': ['nobody', 'done_at name'],
  'posts.comment_likes': ['undone', 'active changed_at comment_id user_id version'],
  'posts.comments': [
    'emptied',
    'author_id body body_html created_at depth edited emptied id like_count parent_id path path_newest post_id removals removed_at renderer_version reply_count seen updated_at version',
  ],
  'posts.erasures': ['ids', 'done_at texts told_at user_id'],
  'posts.follows': ['undone', 'active changed_at followed_id follower_id version'],
  'posts.hidden_people': ['deleted', 'blocked_at muted_at owner_id person_id'],
  'posts.hidden_subjects': ['ids', 'at spared subject_id'],
  'posts.idempotency_keys': ['deleted', 'created_at created_id input_hash key mutation viewer_id'],
  'posts.inboxes': ['deleted', 'last_at person_id read_up_to seen_up_to'],
  'posts.moderation_acts': [
    'ids',
    'actor_id affected at comment_id id kind post_id reason rule_id settled undone_at undone_by whom_id',
  ],
  'posts.muted_words': ['deleted', 'owner_id phrase query until word'],
  'posts.notices': ['ids', 'active actor_id at id notification_id'],
  'posts.notification_settings': ['deleted', 'inbox kind person_id'],
  'posts.notifications': [
    'deleted',
    'actor_count comment_id comments_after comments_until first_at id kind latest_at moves person_id post_id read_at subject_id',
  ],
  'posts.outbox': ['aged', 'created_at data id key seq source subject time topic type'],
  'posts.outbox_dead': ['aged', 'created_at data died_at id key reason seq source subject time topic type'],
  'posts.people': ['deleted', 'avatar_url display_name handle user_id version'],
  'posts.people_search': ['deleted', 'display_name handle user_id'],
  'posts.person_counters': ['ids', 'follower_count following_count user_id'],
  'posts.pins': ['nobody', 'pinned_at post_id slot'],
  'posts.post_counters': [
    'nobody',
    'comment_count last_activity_at like_count listed post_id repost_count thread_count top_level_count',
  ],
  'posts.post_likes': ['undone', 'active changed_at post_id user_id version'],
  'posts.post_search': ['emptied', 'author_id created_at created_day post_id visibility words'],
  'posts.post_tags': ['emptied', 'created_at last_activity_at listed position post_id tag_id'],
  'posts.posts': [
    'emptied',
    'author_id body body_html body_text created_at created_day deleted_at edited emptied_at excerpt id locked removals renderer_version search title updated_at version visibility',
  ],
  'posts.ranked_posts': ['nobody', 'comments likes people post_id reposts score snapshot_id'],
  'posts.ranking_snapshots': ['nobody', 'arrived as_of id parts ranking taken_at whole'],
  'posts.removals': ['nobody', 'act_id applied is_post lifted post_id text_id'],
  'posts.reposts': ['undone', 'active changed_at post_id user_id version'],
  'posts.tag_counters': ['nobody', 'name post_count tag_id'],
  'posts.tags': ['nobody', 'id name'],
  'posts.text_mentions': ['ids', 'is_told person_id position text_id'],
  'posts.thread_news': ['ids', 'after_person comments_until id post_id'],
  'posts.thread_watches': ['deleted', 'level person_id post_id told_up_to'],
  'posts.write_counts': ['deleted', 'account_id count cpu_ms minute'],
  'stats.as_of_marks': ['nobody', 'as_of name'],
  'stats.done_once': ['nobody', 'done_at name'],
  'stats.export_jobs': [
    'deleted',
    'as_of attempts bytes created_at dataset expected_rows expires_at failure file format from_day id leased_until requested_by rows sha256 status to_day',
  ],
  'stats.idempotency_keys': ['deleted', 'created_at created_id input_hash key mutation viewer_id'],
  'stats.milestones': ['ids', 'metric reached subject_id'],
  'stats.outbox': ['aged', 'created_at data id key seq source subject time topic type'],
  'stats.outbox_dead': ['aged', 'created_at data died_at id key reason seq source subject time topic type'],
  'stats.ranking_marks': ['nobody', 'checked_at digest parts ranking snapshot told_at'],
  'stats.weekly_reports': ['ids', 'done_at told_to week'],
  'clickhouse.activity_by_quarter': ['ids', 'logins people quarter views'],
  'clickhouse.activity_sets': ['ids', 'logins people quarter views'],
  'clickhouse.comment_counts_by_author': [
    'ids',
    'author_id comment_id likes likes_state live live_state post_id shown version visible_state',
  ],
  'clickhouse.comment_states': [
    'ids',
    'author_id comment_id created_at deleted parent_id post_id removed updated_at version',
  ],
  'clickhouse.comment_totals': ['ids', 'author_id comment_id likes live post_id version'],
  'clickhouse.comments': ['ids', 'author_id comment_id created_at deleted parent_id post_id updated_at version'],
  'clickhouse.events': [
    'ids',
    'actor_id comment_id id post_id source time type user_id version view_source viewer_key',
  ],
  'clickhouse.follow_states': ['ids', 'active followed_id follower_id time version'],
  'clickhouse.follows': ['ids', 'active followed_id follower_id time version'],
  'clickhouse.happened': ['nobody', 'kind time'],
  'clickhouse.like_states': ['ids', 'active author_id comment_id post_id time user_id version'],
  'clickhouse.likes': ['ids', 'active author_id comment_id post_id time user_id version'],
  'clickhouse.likes_by_giver': [
    'ids',
    'active_state comment_id counts live_state post_id user_id version visible_state',
  ],
  'clickhouse.likes_by_user': ['ids', 'active comment_id post_id user_id version'],
  'clickhouse.log_to_activity_sets': ['ids', 'logins people quarter views'],
  'clickhouse.post_counts': [
    'ids',
    'author_id comments comments_state likes likes_state post_id reposts reposts_state unique_viewers unique_viewers_state views views_state visible visible_state',
  ],
  'clickhouse.post_counts_by_author': [
    'ids',
    'author_id likes likes_state post_id version views views_state visible visible_state',
  ],
  'clickhouse.post_states': [
    'ids',
    'author_id created_at deleted post_id removed tags updated_at version visibility visible',
  ],
  'clickhouse.post_totals': ['ids', 'author_id comments likes post_id reposts unique_viewers version views visible'],
  'clickhouse.post_totals_by_author': ['ids', 'author_id likes post_id version views visible'],
  'clickhouse.posts': ['ids', 'author_id created_at deleted post_id tags updated_at version visibility visible'],
  'clickhouse.profiles': ['emptied', 'display_name handle user_id version'],
  'clickhouse.repost_states': ['ids', 'active post_id time user_id version'],
  'clickhouse.reposts': ['ids', 'active post_id time user_id version'],
  'clickhouse.requests': ['nobody', 'client duration_ms failed id operation time'],
  'clickhouse.requests_by_quarter': ['nobody', 'client failed operation quarter requests slowness'],
  'clickhouse.requests_to_requests_by_quarter': ['nobody', 'client failed operation quarter requests slowness'],
  'clickhouse.schema_migrations': ['nobody', 'applied_at checksum name'],
  'clickhouse.user_counts': [
    'ids',
    'comment_likes_state comments comments_state followers followers_state likes_given likes_given_state likes_received post_likes_state posts posts_state user_id views_received views_received_state',
  ],
  'clickhouse.user_totals': [
    'ids',
    'comments followers likes_given likes_received posts user_id version views_received',
  ],
  'clickhouse.users': ['ids', 'created_at role status user_id version'],
  'clickhouse.views': ['ids', 'id post_id time viewer_key'],
  'clickhouse.views_by_post': ['ids', 'post_id quarter viewers views'],
  'clickhouse.views_by_quarter': ['ids', 'post_id quarter viewers views'],
  'clickhouse.views_by_time': ['ids', 'post_id quarter viewers views'],
  'clickhouse.views_to_views_by_quarter': ['ids', 'post_id quarter viewers views'],
  'clickhouse.views_to_views_by_time': ['ids', 'post_id quarter viewers views'],
}
