/** What a query may cost, and how its numbers look in JSON. Every query ends with one of these. */
export type Limits = keyof typeof clauses

const clauses = {
  /** A page of somebody waits for it. What it groups goes to the disk before its memory ends. */
  page: `SETTINGS max_execution_time = 10, max_memory_usage = 400000000, max_bytes_before_external_group_by = 150000000, max_result_rows = 200000, output_format_json_quote_64bit_integers = 0, join_use_nulls = 0`,
  /** The same where each row holds a set that may be large: fewer of them at once. */
  sets: `SETTINGS max_execution_time = 10, max_memory_usage = 400000000, max_block_size = 64, max_result_rows = 200000, output_format_json_quote_64bit_integers = 0, join_use_nulls = 0`,
  /** The consumers' own. */
  batch: `SETTINGS max_execution_time = 60, max_memory_usage = 1000000000, output_format_json_quote_64bit_integers = 0, join_use_nulls = 0`,
  /** A file is made of it: long, and within bounded memory, since what is sorted or joined may go to disk. */
  export: `SETTINGS max_execution_time = 3600, max_memory_usage = 1500000000, max_bytes_before_external_group_by = 500000000, max_bytes_before_external_sort = 500000000, max_threads = 2, max_block_size = 16384, output_format_json_quote_64bit_integers = 0, join_use_nulls = 0, output_format_parquet_row_group_size = 100000, date_time_output_format = 'iso', do_not_merge_across_partitions_select_final = 1`,
} as const

export function limited(sql: string, limits: Limits): string {
  return `${sql}\n${clauses[limits]}`
}
