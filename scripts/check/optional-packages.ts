type LockedPackages = Record<string, { optionalDependencies?: Record<string, string> | undefined }>

/** The optional dependencies that some package of a lock file lists and the lock file itself does not. */
export function missingOptionalPackages(packages: LockedPackages): { name: string; wantedBy: string }[] {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`])
      .map((name) => ({ name, wantedBy: path || 'package.json' })),
  )
}
