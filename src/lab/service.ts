// What a protocol engine is given to play one server: its words, its accounts, its certificate, the post, and a notebook.

import type { SecureContext } from 'node:tls'
import { type Directory, type LiveAccount, type MailProtocol, type Mechanism, replyOf } from './directory.ts'
import type { Dialect, LabProvider, LabReply, LabServer } from './model.ts'
import type { Peer } from './peer.ts'
import { type Seen, sawCommand, sawSignIn } from './seen.ts'

export interface Service {
  readonly server: LabServer
  readonly provider: LabProvider
  readonly dialect: Dialect
  readonly directory: Directory
  readonly seen: Seen
  readonly context: () => SecureContext
  /** Takes a message for the recipients that the lab knows. */
  readonly deliver: (from: string, to: readonly LiveAccount[], raw: Buffer) => void
}

export function capabilities(service: Service, secure: boolean, account: LiveAccount | null): readonly string[] {
  const { capabilities: lists } =
    account && service.server.protocol !== 'http' ? account.dialects[service.server.protocol] : service.dialect
  if (account && lists.after) return lists.after
  const clear = service.server.security === 'starttls' && !secure
  // Who strips STARTTLS leaves the rest as it would be after it, so that a careless client goes on in clear.
  const stripped = service.server.fault === 'starttls-stripping'
  if (clear && !stripped) return lists.before
  // A list written for TLS may still refuse LOGIN there, as Exchange's with NTLM only does.
  const gone = lists.tls ? ['STARTTLS', 'STLS'] : ['STARTTLS', 'STLS', 'LOGINDISABLED']
  return (lists.tls ?? lists.before).filter((c) => !gone.includes(c))
}

/** The lines of a reply with their holes filled. */
export function lines(service: Service, reply: LabReply, more: Readonly<Record<string, string>> = {}): string[] {
  const now = new Date(Date.now() + service.provider.clockDays * 86_400_000)
  const values: Readonly<Record<string, string>> = {
    host: service.server.host,
    client: '203.0.113.5',
    date: now.toUTCString().replace('GMT', '+0000'),
    iso: now.toISOString(),
    ...more,
  }
  return reply.say.map((line) => line.replace(/\{(\w+)\}/g, (all, key: string) => values[key] ?? all))
}

export interface Tried {
  readonly account: LiveAccount | null
  readonly reply: LabReply
}

/** One sign-in attempt, noted without its secret. */
export function trySignIn(service: Service, peer: Peer, user: string, secret: string, mechanism: Mechanism): Tried {
  const result = service.directory.signIn(service.provider, service.server.protocol as MailProtocol, user, secret, mechanism)
  sawSignIn(service.seen, { user, mechanism, outcome: result.account ? 'ok' : 'refused', secure: peer.secure })
  sawCommand(service.seen, `${mechanism} ${user}`)
  return result
}

export function named(service: Service, name: string): LabReply {
  return replyOf(service.dialect, name)
}

/** Some servers make a refused client wait, so that guessing is slow. */
export function pause(ms: number | undefined): Promise<void> {
  return ms ? new Promise((resolve) => setTimeout(resolve, Math.min(ms, 10_000)).unref()) : Promise.resolve()
}

export interface SaslResponse {
  readonly user: string
  readonly secret: string
}

/** Reads what a client sends for a mechanism; undefined when it is not what the mechanism's document says. */
export function readSasl(mechanism: string, response: Buffer): SaslResponse | undefined {
  const text = response.toString('utf8')
  if (mechanism === 'PLAIN') {
    // RFC 4616 §2: authorization identity, authentication identity, password.
    const [, user, secret, ...rest] = text.split('\0')
    return user === undefined || secret === undefined || rest.length > 0 ? undefined : { user, secret }
  }
  // Fields end with Control-A; the last one twice.
  const fields = text.split('\x01')
  const token = fields.find((f) => /^auth=Bearer ./i.test(f))?.slice('auth=Bearer '.length)
  // XOAUTH2 has user=, RFC 7628 §3.1 puts it in the GS2 header as a=.
  const user = mechanism === 'XOAUTH2' ? fields[0]?.replace(/^user=/i, '') : /^n,a=([^,]+),$/.exec(fields[0] ?? '')?.[1]
  return token === undefined || !user ? undefined : { user: user.replaceAll('=2C', ',').replaceAll('=3D', '='), secret: token }
}

export const isBase64 = (text: string) => /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)
