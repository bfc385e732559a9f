import { boundaries } from './boundaries.ts'
import { folderNames } from './folder-names.ts'
import { metricNames } from './metric-names.ts'
import { visibleRows } from './visible-rows.ts'

/** This repository's own lint rules, loaded by oxlint (see jsPlugins in .oxlintrc.json). */
export default {
  meta: { name: 'forum' },
  rules: { boundaries, 'folder-names': folderNames, 'metric-names': metricNames, 'visible-rows': visibleRows },
}
