// A mailbox as fifteen years leave it: sizes, structures, flags, dates and oddities by shares known from the field, the same for the same seed.

import { type WorldFolder, worldFolders } from './folders.ts'
import { writeMessage } from './message.ts'
import { type Chance, chance, normalQuantile } from './random.ts'

export interface WorldMessage {
  readonly folder: number
  /** Before the server's own changes (bare line feeds). */
  readonly bytes: Buffer
  /** As IMAP writes them. */
  readonly flags: readonly string[]
  readonly date: string
}

export interface WorldMailbox {
  readonly folders: readonly WorldFolder[]
  readonly count: number
  /** One after the other in the order of arrival; a folder's are not together. */
  messages(): Generator<WorldMessage>
}

export interface MailboxOptions {
  readonly seed?: number
  readonly count: number
  readonly folders?: readonly WorldFolder[]
  /** Bytes: half of the messages are smaller. 12,000 gives a mean of 61,000. */
  readonly median?: number
  /** No message is larger. */
  readonly largest?: number
  /** So many more, of this size, in a folder `Gros`. */
  readonly large?: { readonly count: number; readonly size: number }
}

const SPREAD = 1.803
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const ZONES = [0, 60, 120, -300, -480, 330, 345, -210, 540, 600, 780]
const KEYWORDS = ['$Forwarded', '$Junk', '$NotJunk', '$MDNSent', 'Facture', 'projet-2019', '$label1', 'x.y+z']
const FIRST = Date.UTC(2011, 10, 1)
const LAST = Date.UTC(2026, 9, 31)

export function worldMailbox(options: MailboxOptions): WorldMailbox {
  const { seed = 1, count, median = 12_000, largest = 12_000_000, large } = options
  const folders: WorldFolder[] = [...(options.folders ?? worldFolders())]
  if (large) folders.push({ path: ['Gros'], share: 0, subscribed: true })
  return {
    folders,
    count: count + (large?.count ?? 0),
    *messages() {
      const dice = chance(seed)
      const sizes = dice.shuffle(Array.from({ length: count }, (_, i) => sizeAt((i + 0.5) / count, median, largest)))
      const places = dice.shuffle(spread(count, folders))
      const recent: { bytes: Buffer; id: string }[] = []
      for (let i = 0; i < count; i++) {
        const folder = places[i]!
        // Exactly the same again, often in the same folder; or the same Message-ID with another text.
        const twin = dice.is(0.0125) && recent.length > 0 ? dice.of(recent) : undefined
        const sameId = !twin && dice.is(0.01) && recent.length > 0 ? dice.of(recent).id : undefined
        const id = sameId ?? (dice.is(0.02) ? '' : `<${seed}.${i}.${dice.below(1e9)}@world.example.test>`)
        const bytes = twin?.bytes ?? writeMessage(dice, { size: sizes[i]!, id, number: i, moment: momentOf(dice, i, count) })
        if (!twin && bytes.length < 100_000) {
          recent.push({ bytes, id })
          if (recent.length > 20) recent.shift()
        }
        yield { folder, bytes, flags: flagsOf(dice, folders[folder]!), date: dateOf(dice, momentOf(dice, i, count)) }
      }
      for (let i = 0; i < (large?.count ?? 0); i++) {
        const bytes = writeMessage(dice, {
          size: large!.size,
          id: `<large.${i}@world.example.test>`,
          number: i,
          moment: LAST,
          kind: 'attachment',
        })
        yield { folder: folders.length - 1, bytes, flags: ['\\Seen'], date: dateOf(dice, LAST) }
      }
    },
  }
}

function sizeAt(share: number, median: number, largest: number): number {
  return Math.round(Math.min(largest, Math.max(400, median * Math.exp(SPREAD * normalQuantile(share)))))
}

/** Which folder each goes to, so that small mailboxes have something in every folder too. */
function spread(count: number, folders: readonly WorldFolder[]): number[] {
  const all = folders.reduce((sum, { share }) => sum + share, 0)
  const places = folders.flatMap(({ share }, i) =>
    share === 0 ? [] : Array.from({ length: Math.max(1, Math.floor((count * share) / all)) }, () => i),
  )
  while (places.length < count) places.push(0)
  return places.slice(0, count)
}

/** Mail comes in its order, with some late ones and some that were moved in. */
function momentOf(dice: Chance, i: number, count: number): number {
  if (dice.is(0.05)) return FIRST + Math.floor(dice.next() * (LAST - FIRST))
  return FIRST + Math.floor(((i + dice.next()) / count) * (LAST - FIRST))
}

function dateOf(dice: Chance, moment: number): string {
  const zone = dice.of(ZONES)
  const at = new Date(Math.floor(moment / 1000) * 1000 + zone * 60_000)
  const two = (n: number) => String(n).padStart(2, '0')
  const day = String(at.getUTCDate()).padStart(2, ' ')
  const sign = zone < 0 ? '-' : '+'
  const [hours, minutes] = [Math.floor(Math.abs(zone) / 60), Math.abs(zone) % 60]
  const clock = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`
  return `${day}-${MONTHS[at.getUTCMonth()]}-${at.getUTCFullYear()} ${clock} ${sign}${two(hours)}${two(minutes)}`
}

function flagsOf(dice: Chance, { path }: WorldFolder): string[] {
  const flags: string[] = []
  if (dice.is(0.75)) flags.push('\\Seen')
  if (dice.is(0.12)) flags.push('\\Answered')
  if (dice.is(0.04)) flags.push('\\Flagged')
  if (path[0] === 'Brouillons') flags.push('\\Draft')
  if (dice.is(0.01)) flags.push('\\Deleted')
  if (dice.is(0.26)) {
    flags.push(dice.of(KEYWORDS))
    if (dice.is(0.2)) flags.push('Important-2')
  }
  return [...new Set(flags)]
}
