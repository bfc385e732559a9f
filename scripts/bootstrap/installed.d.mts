export function isInstalled(root: string): boolean
export function lockedPackages(file: string): Record<string, object>
