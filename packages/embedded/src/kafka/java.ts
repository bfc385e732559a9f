import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Classes of the broker as the JVM maps them, beside the jars: a start with it takes half the processor time. */
export const classArchive = (jars: string): string => `${jars}.jsa`

/** Java names files by the locale's letters: in a plain C locale it could not enter a folder whose name has others. */
export const javaEnvironment = (): NodeJS.ProcessEnv => ({ ...process.env, LC_ALL: 'C.UTF-8' })

/**
 * Arguments of `java` for a main class of the broker: a small heap and the first compiler only (one broker for one machine is up in 2 s and
 * takes 300 MB). With `recordClasses` the JVM writes the class archive to that path when it ends.
 */
export function javaArguments(options: { jars: string; logDirectory: string; recordClasses?: string }): string[] {
  const { jars, logDirectory, recordClasses } = options
  return [
    '-Xms128m',
    '-Xmx256m',
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    '-Djava.awt.headless=true',
    ...sharing(jars, recordClasses),
    '-cp',
    // Sorted, because an archive is only good for the same path.
    readdirSync(jars)
      .toSorted()
      .map((name) => join(jars, name))
      .join(':'),
    `-Dlog4j2.configurationFile=${join(import.meta.dirname, '../..', 'kafka', 'log4j2.xml')}`,
    `-Dforum.log.file=${join(logDirectory, 'kafka.log')}`,
  ]
}

function sharing(jars: string, recordClasses: string | undefined): string[] {
  if (recordClasses) return [`-XX:ArchiveClassesAtExit=${recordClasses}`]
  // -Xshare:auto: an archive of another Java is left aside, which costs a second and nothing else.
  return existsSync(classArchive(jars)) ? ['-Xshare:auto', `-XX:SharedArchiveFile=${classArchive(jars)}`] : []
}
