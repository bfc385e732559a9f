/** JSON for a block within a page, that no parser of HTML ends early. */
export const inertJson = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c')
