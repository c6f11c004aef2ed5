// Into our queue: a device's message is streamed to the disk, and 250 is said when a power cut could no longer lose it.

import { randomUUID } from 'node:crypto'
import type { Store } from '../../store/database.ts'
import { enterMail, queueTotals } from '../../store/queue.ts'
import type { Account, Device } from '../shapes.ts'
import { answer, type SmtpAnswer, type SmtpRoute } from '../smtp-route.ts'
import { SCHEDULE } from './judge.ts'
import type { QueueEvent } from './queue-event.ts'
import type { Spool, SpoolFile } from './spool.ts'
import { type StampedHeader, stampedHeader } from './stamped-header.ts'

export interface AcceptLimits {
  /** Of one message: what the provider would refuse is refused at once. */
  readonly messageBytes: number
  readonly queueBytes: number
  readonly queueMails: number
  /** Left free on the disk. */
  readonly spareBytes: number
}

export interface AcceptRoom {
  readonly db: Store
  readonly spool: Spool
  readonly limits: AcceptLimits
  readonly lifeMs?: number
  readonly now: () => number
  readonly on: (event: QueueEvent) => void
  /** There is something to be sent. */
  readonly wake: () => void
}

const TOO_BIG = answer('552 5.3.4 The message is larger than the provider takes')
/** 4xx: the device keeps it and tries again. */
const NO_ROOM = answer('452 4.3.1 No room on the disk of this bridge; try again later')
const FULL = answer('452 4.3.1 The queue of this bridge is full; try again later')
const OK = answer('250 2.0.0 Ok')
const KEPT = /^(BODY=(7BIT|8BITMIME)|SMTPUTF8)$/i

export function queuedRoute(device: Device, account: Account, room: AcceptRoom): SmtpRoute {
  const { db, spool, limits, now } = room
  let sender = ''
  let parameters = ''
  let to: string[] = []
  let file: SpoolFile | null = null
  let header: StampedHeader | null = null
  let size = 0
  /** Why it cannot be accepted; the rest of it is read and forgotten. */
  let wrong: SmtpAnswer | null = null

  async function put(piece: Buffer): Promise<void> {
    if (piece.length === 0 || wrong !== null || file === null) return
    size += piece.length
    if (size > limits.messageBytes) return fail(TOO_BIG)
    try {
      await file.write(piece)
    } catch {
      await fail(NO_ROOM)
    }
  }
  async function fail(why: SmtpAnswer): Promise<void> {
    wrong = why
    await file?.drop()
    file = null
  }
  async function forget(): Promise<void> {
    await file?.drop()
    file = null
    header = null
    to = []
    size = 0
    wrong = null
  }
  async function refusal(wanted: number): Promise<SmtpAnswer | null> {
    if (wanted > limits.messageBytes) return TOO_BIG
    const totals = queueTotals(db)
    const mails = totals.reduce((sum, one) => sum + one.mails, 0)
    const bytes = totals.reduce((sum, one) => sum + one.bytes, 0)
    if (mails >= limits.queueMails || bytes + wanted > limits.queueBytes) return FULL
    return (await spool.free().catch(() => 0)) < limits.spareBytes + wanted ? NO_ROOM : null
  }

  return {
    offers: [`SIZE ${limits.messageBytes}`, '8BITMIME', 'SMTPUTF8', 'ENHANCEDSTATUSCODES'],
    async from(address, said) {
      await forget()
      const wanted = Number(/(?:^|\s)SIZE=(\d{1,15})/i.exec(said)?.[1] ?? 0)
      const no = await refusal(wanted)
      if (no !== null) return no
      sender = address
      parameters = said
        .split(/\s+/)
        .filter((one) => KEPT.test(one))
        .join(' ')
        .toUpperCase()
      return OK
    },
    async to(address) {
      if (!to.includes(address)) to.push(address)
      return OK
    },
    async data() {
      const no = await refusal(0)
      if (no !== null) return no
      try {
        file = await spool.begin()
      } catch {
        return NO_ROOM
      }
      const domain = account.id.split('@')[1] ?? 'localhost'
      header = stampedHeader({ messageId: `<${randomUUID()}@${domain}>`, date: new Date(now()) })
      return answer('354 End with a dot alone')
    },
    write: (piece) => put(header === null ? piece : header.add(piece)),
    async end() {
      if (header !== null) await put(header.end())
      const kept = file
      const no: SmtpAnswer | null = wrong
      if (kept === null || header === null) {
        await forget()
        return no ?? NO_ROOM
      }
      const { messageId } = header
      const made = now()
      try {
        await kept.keep()
        // The database is written through too (`synchronous = FULL`): from here on nothing is lost.
        enterMail(db, {
          ...{ id: kept.id, account: account.id, device: device.id, sender, parameters, size, messageId, bounceOf: null, made },
          ...{ until: made + (room.lifeMs ?? SCHEDULE.lifeMs), to },
        })
      } catch {
        await kept.drop()
        await forget()
        return NO_ROOM
      }
      file = null
      room.on({ kind: 'queued', account: account.id, device: device.id, mail: kept.id, size })
      await forget()
      room.wake()
      return answer(`250 2.0.0 Queued as ${kept.id}`)
    },
    reset: forget,
    close: forget,
  }
}
