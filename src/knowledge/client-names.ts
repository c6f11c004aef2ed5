// Finds the app that a name means, however people and cases write it, with the version said along: `outlook_2016`, `OpenArchiver (imapflow 1.0)`.

import { fold } from '../model/fold.ts'
import type { Client } from '../model/knowledge.ts'

export interface NamedClient {
  readonly client: Client
  /** A version said together with the name: `outlook_2016`, `Thunderbird 128.2`. */
  readonly version?: string
}

/** Names as the reader compares them: those that must be the whole text, and those that may stand in it. */
export interface ClientNames {
  readonly whole: ReadonlyMap<string, Client>
  readonly within: readonly { readonly pattern: RegExp; readonly client: Client }[]
}

export function clientNames(clients: readonly Client[]): ClientNames {
  const whole = new Map<string, Client>(clients.map((client) => [squash(client.id), client]))
  const within: { pattern: RegExp; client: Client }[] = []
  for (const client of clients) {
    for (const name of [client.id, client.name.en, client.name.fr, ...client.names]) {
      const source = /^\/(.+)\/$/.exec(name)?.[1]
      if (source !== undefined) {
        within.push({ pattern: new RegExp(source, 'i'), client })
        continue
      }
      // A name that two apps share stays with the first that listed it.
      if (!whole.has(squash(name))) whole.set(squash(name), client)
      const words = spaced(name)
      if (words.length >= 3) within.push({ pattern: new RegExp(`\\b${words.replaceAll('.', '\\.')}\\b`), client })
    }
  }
  return { whole, within }
}

interface Found {
  readonly client: Client
  readonly at: number
  readonly match: RegExpExecArray
}

/**
 * The name that stands first is meant, the longest where several begin there: `FluentSMTP (WordPress)`, `Thunderbird for Android`.
 * Another name that is a finer one of it says more: `imprimante HP`. Undefined for a text that holds no name.
 */
export function findClient({ whole, within }: ClientNames, text: string): NamedClient | undefined {
  const exact = whole.get(squash(text))
  const words = spaced(text)
  const found = within.flatMap(({ pattern, client }): Found[] => {
    const match = pattern.exec(words)
    return match === null ? [] : [{ client, at: match.index, match }]
  })
  found.sort((a, b) => a.at - b.at || b.match[0].length - a.match[0].length)
  // A whole name may hold a version too: a shorter one of the same app then stands before it.
  const named = exact === undefined ? found.slice(0, 1) : found.filter((one) => one.client === exact)
  const client = exact ?? (named[0] && (finerThan(named[0], found) ?? named[0].client))
  if (client === undefined) return undefined
  const version = named.map(({ match }) => versionBeside(words, match)).find((said) => said !== undefined)
  return { client, ...(version !== undefined && { version }) }
}

/** A finer app named in the rest of the text; a word of the first name itself names nobody else: `node-poplib` is not Python's. */
function finerThan({ client, at, match }: Found, found: readonly Found[]): Client | undefined {
  return found.find((other) => other.client.base === client.id && (other.at < at || other.at >= at + match[0].length))?.client
}

/** A version written alone or after a name: `128.2.3esr`, `Outlook 2019 / Windows 11`. */
export function versionIn(text: string): string | undefined {
  return VERSION.exec(withoutSystems(spaced(text)))?.[1]
}

const VERSION = /(?:^| )v?(\d{1,9}(?:\.\d{1,9}){0,9})(?:esr|b\d+)?(?= |$)/

/** A pattern may catch it itself; else it is the number after the name, with one word between them at most. */
function versionBeside(words: string, match: RegExpExecArray): string | undefined {
  const caught = match.slice(1).find((group) => group !== undefined && /^\d/.test(group))
  if (caught !== undefined) return caught
  const after = withoutSystems(words.slice(match.index + match[0].length))
  return /^(?: \p{L}+)?(?= v?\d)/u.test(after) ? VERSION.exec(after)?.[1] : undefined
}

/** The number of a system or of a telephone is not that of the app on it. */
function withoutSystems(words: string): string {
  return words.replace(/\b(windows|android|ubuntu|debian|fedora|galaxy|iphone|ipad|exchange|office) (server )?\d+(\.\d+){0,9}/g, '$1')
}

function squash(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}]+/gu, '')
}

/** Words and versions between single spaces: a dot stays between two digits only. */
function spaced(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}.]+|(?<!\d)\.|\.(?!\d)/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
}
