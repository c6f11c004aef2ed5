// When two paths are the same folder, or might be: servers disagree about capitals, blanks and composed letters, and two folders of a person must never become one.

/** `exact`: capitals and blanks tell folders apart there. Composed and decomposed letters never do: servers and disks write one as the other. */
export function pathKey(path: readonly string[], exact: boolean): string {
  // Each name ends, so that a path of one empty name is not the empty path.
  return path.map((name, depth) => `${nameKey(name, exact, depth)}\u0000`).join('')
}

function nameKey(name: string, exact: boolean, depth: number): string {
  const composed = name.normalize('NFC')
  // RFC 9051 §5.1: INBOX is case-insensitive everywhere.
  if (depth === 0 && /^inbox$/i.test(composed)) return 'INBOX'
  return exact ? composed : composed.toLowerCase().replace(/\s+/g, ' ').trim()
}

/** Equal to the last byte. */
export const samePath = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name, i) => name === b[i])

/** `path` is `top` or lies below it. */
export const isBelow = (path: readonly string[], top: readonly string[]): boolean => top.every((name, i) => name === path[i])
