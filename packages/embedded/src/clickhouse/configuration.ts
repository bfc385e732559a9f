import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the forum's migrations and tests use; the engine refuses any other. */
export const grantedEngines = [
  ...['MergeTree', 'ReplacingMergeTree', 'AggregatingMergeTree', 'SummingMergeTree', 'Memory', 'Null'],
  ...['View', 'MaterializedView', 'Atomic'],
]

/** Settings that name a file to read or to write. */
const fileSettings = [
  ...['format_schema', 'format_schema_source', 'output_format_schema', 'input_format_record_errors_file_path'],
  ...['format_template_row', 'format_template_resultset', 'rename_files_after_processing'],
]

/**
 * Writes the configuration that the engine is opened with, and answers its path. chdb has one user, who may do everything unless this says
 * otherwise: databases of the forum (whose names begin so) and nothing that leads out of them. It takes users from `user_directories` of a
 * --config-file; --users_config and GRANT do not reach it.
 */
export function writeConfiguration(directory: string): string {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const users = join(directory, 'users.xml')
  const configuration = join(directory, 'config.xml')
  writeFileSync(users, usersXml(), { mode: 0o600 })
  writeFileSync(configuration, configurationXml(users), { mode: 0o600 })
  return configuration
}

const configurationXml = (users: string): string => `<clickhouse>
  <access_control_improvements><table_engines_require_grant>true</table_engines_require_grant></access_control_improvements>
  <user_directories><users_xml><path>${escaped(users)}</path></users_xml></user_directories>
</clickhouse>
`

function usersXml(): string {
  const rights =
    'SHOW, SELECT, INSERT, ALTER, CREATE DATABASE, CREATE TABLE, CREATE VIEW, DROP, TRUNCATE, OPTIMIZE ON forum*.*'
  const grants = [
    rights,
    'SHOW DATABASES ON default.*', // where a session without a database stands
    'SELECT ON system.*',
    'CREATE TEMPORARY TABLE ON *.*',
    ...grantedEngines.map((engine) => `TABLE ENGINE ON ${engine}`),
  ]
  return `<clickhouse>
  <users><default>
    <password></password>
    <networks><ip>127.0.0.1</ip></networks>
    <profile>default</profile>
    <quota>default</quota>
    <grants>${grants.map((grant) => `<query>GRANT ${grant}</query>`).join('')}</grants>
  </default></users>
  <profiles><default><constraints>${fileSettings.map((name) => `<${name}><readonly/></${name}>`).join('')}</constraints></default></profiles>
  <quotas><default/></quotas>
</clickhouse>
`
}

const escaped = (text: string): string => text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)
