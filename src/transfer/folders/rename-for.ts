// The next name to try when a server says that it cannot make a folder so called: first without what it named, then plainer, then another.

import type { Refusal } from '../shapes.ts'
import { numbered } from './legal-name.ts'

const MOST = 9

/**
 * Null: the refusal is not about the name, or every name was tried. `taken`: paths where another folder goes.
 * Stateless: it is given the path that was refused last, and always goes forward.
 */
export function renameFor(
  path: readonly string[],
  refusal: Refusal,
  taken: (path: readonly string[]) => boolean = () => false,
): readonly string[] | null {
  if (refusal.meaning !== 'folder') return null
  const code = refusal.code ?? /^\[([A-Z-]+)/.exec(refusal.said)?.[1]
  if (code !== undefined && !/^(CANNOT|ALREADYEXISTS|LIMIT|TOOBIG|CLIENTBUG)$/.test(code)) return null
  // Each is plainer than the one before; what changes nothing is passed over.
  const plainer = [named(refusal.said), bare, ascii, half]
  const edited = code === 'ALREADYEXISTS' ? [] : plainer.map((edit) => path.map(edit).map((name) => (name === '' ? '_' : name)))
  // Some inboxes hold no folders (`\Noinferiors` at iCloud): what was below is put beside.
  const beside = path.length > 1 && path[0]!.toUpperCase() === 'INBOX' ? [path.slice(1)] : []
  const next = [...edited.filter((one) => one.some((name, i) => name !== path[i])), ...beside].find((one) => !taken(one))
  return next ?? another(path, taken)
}

/** What the server itself names: `Character not allowed in mailbox name: '/'`, `Begins with '~'`, `excess whitespace`. */
function named(said: string): (name: string) => string {
  const begins = /begins? with '?(.)'?/i.exec(said)?.[1]
  if (begins !== undefined) return (name) => (name.startsWith(begins) ? `_${name.slice(1)}` : name)
  const character = /characters?\b[^'"]*['"](.)['"]/i.exec(said)?.[1]
  if (character !== undefined) return (name) => name.replaceAll(character, character === '/' ? '-' : '_')
  if (/(white)?space|blank/i.test(said)) return (name) => name.replace(/\s+/g, ' ').trim()
  if (/too long|length/i.test(said)) return half
  return (name) => name
}

/** Without the signs that mean something to a server, a shell or a disk, and without what is beyond the first plane of Unicode. */
const bare = (name: string): string =>
  name
    .replace(/[\p{Cc}\p{Co}\p{Cs}\u{10000}-\u{10ffff}]/gu, '_')
    .replace(/[~^%*&"'\\/<>:|?#{}[\]$!;`=+,@]/g, '_')
    .replace(/\s+/g, ' ')
    .trim()

/** Letters without accents; other scripts are left: a name of underscores helps nobody. */
const ascii = (name: string): string => {
  const plain = name.normalize('NFKD').replace(/\p{Mn}/gu, '')
  return /^[\x20-\x7e]*$/.test(plain) ? plain : name
}

/** Only long names: a short one was not refused for its length. */
const half = (name: string): string => (name.length > 100 ? [...name].slice(0, 60).join('').trimEnd() : name)

function another(path: readonly string[], taken: (path: readonly string[]) => boolean): readonly string[] | null {
  const last = path.at(-1)!
  const [, stem = last, number] = /^(.*) \((\d)\)$/s.exec(last) ?? []
  for (let n = Number(number ?? 1) + 1; n <= MOST; n++) {
    const next = [...path.slice(0, -1), numbered(stem, n, 255)]
    if (!taken(next)) return next
  }
  return null
}
