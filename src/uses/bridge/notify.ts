// Tells the owner that a sign-in is wanted, once for each reason and day, by every way that is set up; and says what happened, and what to do.

import { type NoticeText, showNotice } from '../../bridge/service/desktop-notice.ts'
import type { Notify, Target } from '../../bridge/service/settings.ts'
import type { Account, BridgeEvent, KeySource, Shut } from '../../bridge/shapes.ts'
import type { Lang } from '../../model/lang.ts'
import type { Network } from '../../net/network.ts'
import { claimNotice, giveNoticeBack } from '../../store/bridge-live.ts'
import type { Store } from '../../store/database.ts'
import { textIn } from '../../text/index.ts'
import type { Vault } from '../../vault/vault.ts'
import { mailNotice } from './mail-notice.ts'

export interface NotifyRoom {
  readonly db: Store
  readonly vault: Vault
  readonly network: Network
  readonly keys: KeySource
  readonly account: (id: string) => Account | null
  readonly settings: () => Notify
  /** Where the settings say none. */
  readonly lang: Lang
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  readonly on: (event: BridgeEvent) => void
  readonly now?: () => number
}

export interface Notice extends NoticeText {
  readonly account: string
  /** Who has to sign in: the delegate of a shared mailbox. */
  readonly signer: string
  readonly reason: Shut['kind']
  readonly said: string
  readonly command: string
  readonly link: string | null
}

/** What only a person can end. */
const WANTED: readonly Shut['kind'][] = ['reauthorize', 'policy', 'not-connected', 'refused']
const PATIENCE_MS = 10_000
/** When nobody could be told. */
const AGAIN_MS = 15 * 60_000

/** Resolves when all ways were tried; never rejects. */
export function notifier(room: NotifyRoom): (account: Account, shut: Shut) => Promise<void> {
  const { now = Date.now } = room
  const failed = new Map<string, number>()
  return async (account, shut) => {
    if (!WANTED.includes(shut.kind)) return
    const key = `${account.id} ${shut.kind}`
    const before = failed.get(key)
    if (before !== undefined && now() >= before && now() - before < AGAIN_MS) return
    const day = new Date(now()).toISOString().slice(0, 10)
    try {
      if (!claimNotice(room.db, account.id, shut.kind, day, now())) return
      const settings = room.settings()
      const ways = await tellAll(room, settings, noticeFor(account, shut, settings, room.lang))
      const by = ways.filter(({ ok }) => ok === true).map(({ way }) => way)
      const missed = ways.filter(({ ok }) => ok === false).map(({ way }) => way)
      // A way that exists and failed is tried again; where there is none, the log and the status are all there is.
      if (by.length === 0 && missed.length > 0) {
        failed.set(key, now())
        giveNoticeBack(room.db, account.id, shut.kind, day)
      }
      room.on({ kind: 'notified', account: account.id, reason: shut.kind, by, failed: missed })
    } catch {
      // The database is busy or the disk is full: what a client is answered does not hang on a notice.
    }
  }
}

export function noticeFor(account: Account, { kind, said }: Shut, { lang, desk }: Notify, fallback: Lang): Notice {
  const words = textIn(lang ?? fallback).bridgeService
  const signer = account.upstream.kind === 'oauth' ? account.upstream.grant : (account.upstream.user ?? account.id)
  const command = account.upstream.kind === 'oauth' ? `sesame login ${signer}` : `sesame vault add ${account.upstream.entry}`
  const link = desk === undefined ? null : new URL(`/keys?address=${encodeURIComponent(signer)}`, desk).href
  const body = [words.shut[kind], words.notice.next[kind](command), ...(link === null ? [] : [words.notice.link(link)])].join('\n')
  return { account: account.id, signer, reason: kind, said, command, link, title: words.notice.title(account.id), body }
}

type Way = { readonly way: string; readonly ok: boolean | null }

function tellAll(room: NotifyRoom, { desktop, webhooks, ntfy, mail }: Notify, notice: Notice): Promise<readonly Way[]> {
  const ways: (readonly [string, () => Promise<boolean | null>])[] = []
  if (desktop) ways.push(['desktop', () => showNotice(room.platform, room.env, notice)])
  for (const one of webhooks) ways.push(['webhook', () => post(room, one, 'application/json', JSON.stringify(hookBody(notice, room)))])
  if (ntfy) ways.push(['ntfy', () => post(room, ntfy, 'text/plain; charset=utf-8', notice.body, ntfyHeaders(notice))])
  if (mail) ways.push(['mail', () => mailNotice(room, mail, notice)])
  return Promise.all(ways.map(async ([way, tell]) => ({ way, ok: await tell().catch(() => false) })))
}

function hookBody({ account, signer, reason, said, command, link, title, body }: Notice, { now = Date.now }: NotifyRoom) {
  return {
    ...{ event: 'sign-in-wanted', at: new Date(now()).toISOString(), account, signer, reason, said, command, link },
    // Chat services show one of these.
    ...{ title, text: `${title}\n${body}`, content: `${title}\n${body}` },
  }
}

/** https://docs.ntfy.sh/publish/: headers hold other than ASCII as RFC 2047 words. */
function ntfyHeaders({ title, link }: Notice): Readonly<Record<string, string>> {
  const word = `=?UTF-8?B?${Buffer.from(title).toString('base64')}?=`
  return { Title: word, Priority: 'high', Tags: 'key', ...(link !== null && { Click: link }) }
}

async function post(
  { network, vault }: NotifyRoom,
  { url, urlFrom, tokenFrom }: Target,
  type: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  const where = url ?? (urlFrom === undefined ? undefined : (await vault.read(urlFrom))?.secret.reveal())
  const token = tokenFrom === undefined ? undefined : (await vault.read(tokenFrom))?.secret
  if (where === undefined || (tokenFrom !== undefined && token === undefined)) return false
  const { protocol, hostname } = new URL(where)
  if (protocol !== 'https:' && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)) return false
  const outcome = await network.fetch(where, {
    ...{ method: 'POST', timeoutMs: PATIENCE_MS, redirects: 0, limit: 65_536, body },
    headers: { 'Content-Type': type, ...headers, ...(token && { Authorization: `Bearer ${token.reveal()}` }) },
  })
  return outcome.ok && outcome.reply.status >= 200 && outcome.reply.status < 300
}
