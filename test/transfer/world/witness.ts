// What two accounts really hold, read by Python's imaplib, and what differs between them: nothing of src/ takes part.

import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Account } from './server.ts'

export interface SeenMessage {
  readonly uid: number
  /** SHA-256 of the bytes; empty when they were not read. */
  readonly digest: string
  readonly size: number
  /** Sorted, without \Recent. */
  readonly flags: readonly string[]
  /** INTERNALDATE in seconds since 1970. */
  readonly date: number
}

export interface SeenFolder {
  readonly name: string
  readonly attributes: readonly string[]
  readonly subscribed: boolean
  readonly messages: readonly SeenMessage[]
}

export interface Seen {
  readonly folders: readonly SeenFolder[]
}

export interface Witness {
  /** Reads a whole account; `bodies: false` leaves the bytes out. */
  see(account: Account, options?: { readonly bodies?: boolean }): Promise<Seen>
  stop(): void
}

export function startWitness(): Witness {
  const child: ChildProcess = spawn('python3', [join(process.cwd(), 'test/transfer/world/witness.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const waiting: ((line: string) => void)[] = []
  let failed: Error | undefined
  createInterface({ input: child.stdout! }).on('line', (line) => waiting.shift()?.(line))
  child.once('error', (error) => {
    failed = error
  })
  child.once('close', () => {
    for (const answer of waiting.splice(0)) answer(JSON.stringify({ error: 'the witness ended' }))
  })
  return {
    async see({ server, user, password }, { bodies = true } = {}) {
      if (failed) throw failed
      const line = await new Promise<string>((resolve) => {
        waiting.push(resolve)
        child.stdin!.write(`${JSON.stringify({ port: server.imap, user, password, bodies })}\n`)
      })
      const seen = JSON.parse(line) as Seen & { error?: string }
      if (seen.error) throw new Error(`the witness saw ${user}: ${seen.error}`)
      return seen
    },
    stop: () => child.stdin!.end(),
  }
}

export interface Difference {
  /** Of a folder there are as many as there were, with other bytes. */
  changed: number
  /** In the source more often than in the target, by content and folder. */
  lost: number
  /** In the target more often than in the source. */
  doubled: number
  /** Same content, other flags (system flags alone), keywords, dates. */
  flags: number
  keywords: number
  dates: number
  /** Not in the order of the source. */
  disordered: number
  /** Folders that are subscribed on one side only; folders that one side lacks. */
  subscriptions: number
  folders: number
  /** For people: the first few, in words. */
  readonly words: string[]
}

export interface CompareOptions {
  /** The target's name of a source's folder; the same by default. */
  readonly map?: (name: string) => string
  /** Flags that do not count: those that the target cannot keep. */
  readonly without?: readonly string[]
  readonly order?: boolean
}

/** All zero when the target holds exactly what the source holds. */
export function compareSeen(
  source: Seen,
  target: Seen,
  { map = (name) => name, without = [], order = false }: CompareOptions = {},
): Difference {
  const words: string[] = []
  const difference: Difference = {
    changed: 0,
    lost: 0,
    doubled: 0,
    flags: 0,
    keywords: 0,
    dates: 0,
    disordered: 0,
    subscriptions: 0,
    folders: 0,
    words,
  }
  const say = (text: string) => words.length < 20 && words.push(text)
  const left = new Map(target.folders.map((folder) => [folder.name, folder]))
  for (const folder of source.folders) {
    const name = map(folder.name)
    const there = left.get(name)
    left.delete(name)
    if (!there) {
      difference.folders++
      say(`${name}: not there`)
    } else if (there.subscribed !== folder.subscribed) {
      difference.subscriptions++
      say(`${name}: ${there.subscribed ? 'subscribed' : 'not subscribed'}`)
    }
    compareFolder(folder, there?.messages ?? [], name)
  }
  for (const [name, { messages }] of left) {
    // An empty one more is what servers make by themselves.
    if (messages.length > 0) difference.folders++
    difference.doubled += messages.length
    if (messages.length > 0) say(`${name}: ${messages.length} that the source does not have`)
  }
  return difference

  function compareFolder(folder: SeenFolder, there: readonly SeenMessage[], name: string): void {
    const byDigest = new Map<string, SeenMessage[]>()
    for (const message of there) byDigest.set(message.digest, [...(byDigest.get(message.digest) ?? []), message])
    let last = 0
    let missing = 0
    for (const message of folder.messages) {
      const twins = byDigest.get(message.digest)
      // Of several with the same content, the one most alike.
      const at = twins ? bestOf(twins, message) : -1
      if (!twins || at < 0) {
        missing++
        say(`${name}/${message.uid} (${message.size} bytes): lost or changed`)
        continue
      }
      const twin = twins.splice(at, 1)[0]!
      if (key(system(twin)) !== key(system(message))) difference.flags++
      if (key(keywords(twin)) !== key(keywords(message))) difference.keywords++
      if (key(twin.flags) !== key(message.flags)) say(`${name}/${message.uid}: ${message.flags.join(' ')} became ${twin.flags.join(' ')}`)
      if (twin.date !== message.date) {
        difference.dates++
        say(`${name}/${message.uid}: ${new Date(message.date * 1000).toISOString()} became ${new Date(twin.date * 1000).toISOString()}`)
      }
      if (order && twin.uid < last) difference.disordered++
      last = twin.uid
    }
    const more = [...byDigest.values()].flat()
    for (const { uid, size } of more) say(`${name}: ${uid} of the target (${size} bytes) is one too many`)
    const changed = Math.min(missing, more.length)
    difference.changed += changed
    difference.lost += missing - changed
    difference.doubled += more.length - changed
  }

  function bestOf(twins: readonly SeenMessage[], message: SeenMessage): number {
    const scores = twins.map((twin) => (twin.date === message.date ? 2 : 0) + (key(twin.flags) === key(message.flags) ? 1 : 0))
    return scores.length === 0 ? -1 : scores.indexOf(Math.max(...scores))
  }

  function system({ flags }: SeenMessage): string[] {
    return flags.filter((flag) => flag.startsWith('\\') && !without.includes(flag))
  }
  function keywords({ flags }: SeenMessage): string[] {
    return flags.filter((flag) => !flag.startsWith('\\') && !without.includes(flag))
  }
}

const key = (flags: readonly string[]) =>
  flags
    .map((flag) => flag.toLowerCase())
    .toSorted()
    .join(' ')

/** For assertions: what is not zero, with the first words; empty when nothing differs. */
export function told({ words, ...counts }: Difference): string {
  const found = Object.entries(counts).filter(([, count]) => count > 0)
  return found.length === 0 ? '' : `${found.map(([what, count]) => `${what} ${count}`).join(', ')}\n${words.join('\n')}`
}
