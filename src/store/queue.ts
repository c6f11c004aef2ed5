// Mail that waits to be sent, in the database: its envelope, its state, and why an account's mail stands still. The messages are files beside it.

import type { Store } from './database.ts'
import { whole } from './whole.ts'

/** `ending`: the final dot may be on its way. `failed`: at least one recipient did not get it. */
export type MailState = 'waiting' | 'sending' | 'ending' | 'sent' | 'failed' | 'cancelled'

export interface StoredRecipient {
  readonly place: number
  readonly address: string
  readonly state: 'waiting' | 'sent' | 'refused'
  /** The server's words. */
  readonly said: string
}

/** Times in milliseconds since 1970. */
export interface StoredMail {
  /** The order of acceptance. */
  readonly seq: number
  readonly id: string
  readonly account: string
  readonly device: string
  /** Empty for a bounce (RFC 5321 §4.5.5). */
  readonly sender: string
  /** `BODY=8BITMIME`, as the device said it. */
  readonly parameters: string
  readonly size: number
  readonly messageId: string
  /** The mail that this one tells of. */
  readonly bounceOf: string | null
  readonly state: MailState
  readonly made: number
  readonly changed: number
  readonly next: number
  readonly until: number
  readonly tries: number
  /** How often the connection broke after the final dot. */
  readonly unsure: number
  readonly said: string
  readonly to: readonly StoredRecipient[]
}

export type NewMail = Pick<
  StoredMail,
  'id' | 'account' | 'device' | 'sender' | 'parameters' | 'size' | 'messageId' | 'bounceOf' | 'made' | 'until'
> & { readonly to: readonly string[] }

export interface StoredPause {
  readonly account: string
  readonly kind: string
  readonly said: string
  readonly since: number
  readonly until: number
}

const COLUMNS =
  'seq, id, account, device, sender, parameters, size, message_id, bounce_of, state, made, changed, next, until, tries, unsure, said'
const OPEN = `state IN ('waiting', 'sending', 'ending')`
type Row = readonly (string | number | null)[]

export function enterMail(db: Store, mail: NewMail): void {
  whole(db, () => addMail(db, mail))
}

function addMail(db: Store, mail: NewMail): void {
  db.prepare(
    `INSERT INTO bridge_mail (id, account, device, sender, parameters, size, message_id, bounce_of, state, made, changed, next, until)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?)`,
  ).run(
    ...[mail.id, mail.account, mail.device, mail.sender, mail.parameters, mail.size, mail.messageId, mail.bounceOf],
    ...[mail.made, mail.made, mail.made, mail.until],
  )
  const add = db.prepare(`INSERT INTO bridge_mail_to (mail, place, address, state) VALUES (?, ?, ?, 'waiting')`)
  for (const [place, address] of mail.to.entries()) add.run(mail.id, place, address)
}

export function findMail(db: Store, id: string): StoredMail | null {
  const row = db.prepare(`SELECT ${COLUMNS} FROM bridge_mail WHERE id = ?`).raw().get(id) as Row | undefined
  return row === undefined ? null : mailOf(db, row)
}

/** In the order of acceptance; `open`: only what is still to be sent. */
export function listMail(
  db: Store,
  { open, account, limit = 1_000 }: { open: boolean; account?: string | undefined; limit?: number },
): StoredMail[] {
  const where = [open ? OPEN : 'true', account === undefined ? 'true' : 'account = ?'].join(' AND ')
  const rows = db
    .prepare(`SELECT * FROM (SELECT ${COLUMNS} FROM bridge_mail WHERE ${where} ORDER BY seq DESC LIMIT ?) ORDER BY seq`)
    .raw()
    .all(...(account === undefined ? [] : [account]), limit) as Row[]
  return rows.map((row) => mailOf(db, row))
}

/** The one to be sent now, if any. */
export function nextMail(db: Store, account: string, now: number): StoredMail | null {
  const row = db
    .prepare(`SELECT ${COLUMNS} FROM bridge_mail WHERE account = ? AND state = 'waiting' AND next <= ? ORDER BY seq LIMIT 1`)
    .raw()
    .get(account, now) as Row | undefined
  return row === undefined ? null : mailOf(db, row)
}

/** What the last holder of the account left half done. Only its present holder may ask. */
export function interruptedMail(db: Store, account: string): StoredMail[] {
  const rows = db.prepare(`SELECT ${COLUMNS} FROM bridge_mail WHERE account = ? AND state IN ('sending', 'ending') ORDER BY seq`).raw()
  return (rows.all(account) as Row[]).map((row) => mailOf(db, row))
}

/** Accounts that have something to do now: mail that is due and no pause, or mail left half done. */
export function dueAccounts(db: Store, now: number): string[] {
  const rows = db
    .prepare(
      `SELECT DISTINCT account FROM bridge_mail WHERE (state IN ('sending', 'ending') OR (state = 'waiting' AND next <= ?1))
       AND account NOT IN (SELECT account FROM bridge_pause WHERE until > ?1) ORDER BY account`,
    )
    .raw()
    .all(now) as Row[]
  return rows.map(([account]) => String(account))
}

/** False when it is no longer in one of these states: somebody else was quicker. */
export function moveMail(db: Store, id: string, from: readonly MailState[], to: MailState, now: number): boolean {
  const marks = from.map(() => '?').join(', ')
  const moved = db.prepare(`UPDATE bridge_mail SET state = ?, changed = ? WHERE id = ? AND state IN (${marks})`).run(to, now, id, ...from)
  return moved.changes > 0
}

export type MailChange = Pick<StoredMail, 'state' | 'next' | 'tries' | 'unsure' | 'said'> & {
  readonly recipients: readonly Omit<StoredRecipient, 'address'>[]
}

/** Whole or not at all; `also` is added with it. Nothing happens to what was cancelled meanwhile. */
export function changeMail(db: Store, id: string, change: MailChange, now: number, also: NewMail | null = null): void {
  whole(db, () => {
    const changed = db
      .prepare(
        `UPDATE bridge_mail SET state = ?, next = ?, tries = ?, unsure = ?, said = ?, changed = ? WHERE id = ? AND state <> 'cancelled'`,
      )
      .run(change.state, change.next, change.tries, change.unsure, change.said, now, id)
    if (changed.changes === 0) return
    const set = db.prepare('UPDATE bridge_mail_to SET state = ?, said = ? WHERE mail = ? AND place = ?')
    for (const { place, state, said } of change.recipients) set.run(state, said, id, place)
    if (also !== null) addMail(db, also)
  })
}

/** Whoever was refused waits again. False when there is nobody, or it is being sent. */
export function reviveMail(db: Store, id: string, now: number, until: number): boolean {
  return whole(db, () => {
    const revived = db
      .prepare(
        `UPDATE bridge_mail SET state = 'waiting', next = ?, until = ?, tries = 0, unsure = 0, changed = ?
         WHERE id = ? AND state IN ('waiting', 'failed') AND EXISTS (SELECT 1 FROM bridge_mail_to WHERE mail = id AND state <> 'sent')`,
      )
      .run(now, until, now, id)
    if (revived.changes > 0) db.prepare(`UPDATE bridge_mail_to SET state = 'waiting' WHERE mail = ? AND state = 'refused'`).run(id)
    return revived.changes > 0
  })
}

/** All that waits is due now, and no account stands still. */
export function flushMail(db: Store, now: number): number {
  return whole(db, () => {
    db.prepare('UPDATE bridge_pause SET until = ?').run(now)
    return db.prepare(`UPDATE bridge_mail SET next = ? WHERE state = 'waiting'`).run(now).changes
  })
}

/** When the last messages of an account went out, oldest first: its pace. */
export function sentSince(db: Store, account: string, since: number): number[] {
  const rows = db
    .prepare(`SELECT changed FROM bridge_mail WHERE account = ? AND state IN ('sent', 'failed', 'ending') AND changed > ? ORDER BY changed`)
    .raw()
    .all(account, since) as Row[]
  return rows.map(([changed]) => Number(changed))
}

export function pauseMail(db: Store, { account, kind, said, since, until }: StoredPause): void {
  db.prepare(
    `INSERT INTO bridge_pause (account, kind, said, since, until) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (account) DO UPDATE SET kind = excluded.kind, said = excluded.said, until = excluded.until`,
  ).run(account, kind, said, since, until)
}

/** Nothing stands still any more; what waited gets the time back, up to `latest` after its acceptance. The pause that ended, if any. */
export function endPause(db: Store, account: string, now: number, latest: number): StoredPause | null {
  const pause = pauseOf(db, account)
  if (pause === null) return null
  whole(db, () => {
    db.prepare('DELETE FROM bridge_pause WHERE account = ?').run(account)
    db.prepare(`UPDATE bridge_mail SET until = min(made + ?, until + ?) WHERE account = ? AND ${OPEN}`).run(
      ...[latest, Math.max(0, now - pause.since), account],
    )
  })
  return pause
}

export function pauseOf(db: Store, account: string): StoredPause | null {
  return allPauses(db).find((one) => one.account === account) ?? null
}

export function allPauses(db: Store): StoredPause[] {
  const rows = db.prepare('SELECT account, kind, said, since, until FROM bridge_pause ORDER BY account').raw().all() as Row[]
  return rows.map(([account, kind, said, since, until]) => ({
    ...{ account: String(account), kind: String(kind), said: String(said) },
    ...{ since: Number(since), until: Number(until) },
  }))
}

/** Of what is still to be sent, by account. */
export function queueTotals(db: Store): { account: string; mails: number; bytes: number; oldest: number }[] {
  const rows = db
    .prepare(`SELECT account, count(*), total(size), min(made) FROM bridge_mail WHERE ${OPEN} GROUP BY account ORDER BY account`)
    .raw()
    .all() as Row[]
  return rows.map(([account, mails, bytes, oldest]) => ({
    ...{ account: String(account), mails: Number(mails), bytes: Number(bytes), oldest: Number(oldest) },
  }))
}

/** By state, those that are over too, as long as they are remembered. */
export function queueCounts(db: Store): Partial<Record<MailState, number>> {
  const rows = db.prepare('SELECT state, count(*) FROM bridge_mail GROUP BY state').raw().all() as Row[]
  return Object.fromEntries(rows.map(([state, count]) => [String(state), Number(count)]))
}

/** Forgets what is over since before then. Their ids, for their files. */
export function forgetMail(db: Store, { sent, failed }: { readonly sent: number; readonly failed: number }): string[] {
  return whole(db, () => {
    const where = `(state IN ('sent', 'cancelled') AND changed < ?) OR (state = 'failed' AND changed < ?)`
    const rows = db.prepare(`SELECT id FROM bridge_mail WHERE ${where}`).raw().all(sent, failed) as Row[]
    const ids = rows.map(([id]) => String(id))
    for (const id of ids) {
      db.prepare('DELETE FROM bridge_mail_to WHERE mail = ?').run(id)
      db.prepare('DELETE FROM bridge_mail WHERE id = ?').run(id)
    }
    return ids
  })
}

function mailOf(db: Store, row: Row): StoredMail {
  const [seq, id, account, device, sender, parameters, size, messageId, bounceOf, state, made, changed, next, until, tries, unsure, said] =
    row
  const to = db.prepare('SELECT place, address, state, said FROM bridge_mail_to WHERE mail = ? ORDER BY place').raw().all(id) as Row[]
  return {
    ...{ seq: Number(seq), id: String(id), account: String(account), device: String(device), sender: String(sender) },
    ...{ parameters: String(parameters), size: Number(size), messageId: String(messageId) },
    ...{ bounceOf: bounceOf === null ? null : String(bounceOf), state: state as MailState },
    ...{ made: Number(made), changed: Number(changed), next: Number(next), until: Number(until) },
    ...{ tries: Number(tries), unsure: Number(unsure), said: String(said) },
    to: to.map(([place, address, is, words]) => ({
      ...{ place: Number(place), address: String(address), state: is as StoredRecipient['state'], said: String(words) },
    })),
  }
}
