// Plays a POP3 server (RFC 1939, RFC 2449, RFC 2595, RFC 5034) in the words of one provider, on the INBOX of the account.

import { replyOf } from './directory.ts'
import { type Message, removeMessages } from './mailbox.ts'
import { splitMessage } from './mime.ts'
import type { Peer } from './peer.ts'
import { sawCommand } from './seen.ts'
import { capabilities, isBase64, lines, named, pause, readSasl, type Service, type Tried, trySignIn } from './service.ts'

interface Pop3Session {
  readonly service: Service
  readonly peer: Peer
  user: string | null
  account: Tried['account']
  /** The maildrop as it was at sign-in: numbers never change during a session (RFC 1939 §5). */
  drop: readonly Message[]
  readonly deleted: Set<Message>
  done: boolean
}
type Handler = (session: Pop3Session, argument: string) => void | Promise<void>

const MAX_BAD = 20

export async function servePop3(peer: Peer, service: Service): Promise<void> {
  const session: Pop3Session = { service, peer, user: null, account: null, drop: [], deleted: new Set(), done: false }
  for (const line of lines(service, { say: service.dialect.greeting })) say(session, line)
  let bad = 0
  while (!session.done) {
    const line = await peer.line(8192)
    if (line === null) break
    const [verb = '', argument = ''] = [line.split(' ')[0]?.toUpperCase(), line.slice(line.indexOf(' ') + 1)]
    const rest = line.includes(' ') ? argument : ''
    if (verb !== 'PASS' && verb !== 'AUTH') sawCommand(service.seen, line)
    const handler = session.account ? TRANSACTION[verb] : AUTHORIZATION[verb]
    if (handler) await handler(session, rest)
    else {
      say(session, '-ERR Unknown command.')
      if (++bad >= MAX_BAD) break
    }
  }
  peer.close()
}

function say(session: Pop3Session, line: string): void {
  session.peer.write(`${line}\r\n`)
}

/** RFC 1939 §3: lines that begin with a dot get another one. */
function sayMany(session: Pop3Session, first: string, body: Buffer | readonly string[]): void {
  const text = Buffer.isBuffer(body) ? body.toString('latin1').replace(/\r\n$/, '') : body.join('\r\n')
  const stuffed = text.replace(/^\./gm, '..')
  session.peer.write(Buffer.from(`${first}\r\n${stuffed}${stuffed === '' ? '' : '\r\n'}.\r\n`, 'latin1'))
}

const CAPA: Handler = (session) => {
  const { service, peer, account } = session
  sayMany(session, '+OK', capabilities(service, peer.secure, account))
}

const USER: Handler = (session, user) => {
  if (clearRefused(session)) return say(session, '-ERR [AUTH] Plaintext authentication disallowed on non-secure connections.')
  session.user = Buffer.from(user, 'latin1').toString('utf8')
  say(session, '+OK')
}

const PASS: Handler = async (session, secret) => {
  if (clearRefused(session)) return say(session, '-ERR [AUTH] Plaintext authentication disallowed on non-secure connections.')
  if (session.user === null) return say(session, '-ERR USER first')
  await finish(session, trySignIn(session.service, session.peer, session.user, Buffer.from(secret, 'latin1').toString('utf8'), 'USER'))
}

/** A server that can do STARTTLS takes no secret before it. */
function clearRefused(session: Pop3Session): boolean {
  return !session.peer.secure && session.service.server.security === 'starttls' && session.service.server.fault !== 'starttls-stripping'
}

/** RFC 5034 §4: with or without an initial response, as the provider allows. */
const AUTH: Handler = async (session, argument) => {
  const { service, peer } = session
  const [name = '', initial] = argument.split(' ')
  const mechanism = name.toUpperCase()
  const offered = capabilities(service, peer.secure, null)
    .filter((c) => c.startsWith('SASL '))
    .flatMap((c) => c.slice(5).split(' '))
  if (mechanism === '') return sayMany(session, '+OK', offered)
  if (clearRefused(session)) return say(session, '-ERR [AUTH] Plaintext authentication disallowed on non-secure connections.')
  if (!offered.includes(mechanism) || !isMechanism(mechanism)) return say(session, '-ERR Unsupported authentication mechanism.')
  if (initial !== undefined && service.dialect.initialResponse === false) return reply(session, 'no-initial-response')
  if (initial === undefined) say(session, '+ ')
  const response = initial ?? (await peer.line(20_000))
  if (response === null) {
    session.done = true
    return
  }
  const sasl = isBase64(response) ? readSasl(mechanism, Buffer.from(response, 'base64')) : undefined
  if (!sasl) return reply(session, 'bad-sasl')
  await finish(session, trySignIn(service, peer, sasl.user, sasl.secret, mechanism))
}

const isMechanism = (name: string): name is 'PLAIN' | 'XOAUTH2' | 'OAUTHBEARER' => ['PLAIN', 'XOAUTH2', 'OAUTHBEARER'].includes(name)

async function finish(session: Pop3Session, tried: Tried): Promise<void> {
  if (tried.reply.challenge !== undefined && tried.account === null) {
    say(session, `+ ${Buffer.from(tried.reply.challenge).toString('base64')}`)
    if ((await session.peer.line()) === null) session.done = true
  }
  await pause(tried.reply.waitMs)
  session.account = tried.account
  session.drop = [...(tried.account?.mailbox().folders.get('INBOX')?.messages ?? [])]
  for (const line of lines(session.service, tried.reply, { address: tried.account?.address ?? '' })) say(session, line)
  if (tried.reply.close) session.done = true
}

function reply(session: Pop3Session, name: string): void {
  for (const line of lines(session.service, named(session.service, name))) say(session, line)
}

const STLS: Handler = async (session) => {
  const { service, peer } = session
  if (peer.secure || !capabilities(service, false, null).includes('STLS')) return say(session, '-ERR STLS not available')
  reply(session, 'starttls-ok')
  if (service.server.fault === 'starttls-injection') say(session, '+OK injected before the handshake')
  if (!(await peer.startTls(service.context()))) session.done = true
}

const left = (session: Pop3Session) => session.drop.filter((m) => !session.deleted.has(m))
const size = (messages: readonly Message[]) => messages.reduce((sum, m) => sum + m.raw.length, 0)

const STAT: Handler = (session) => {
  const dialect = session.account!.dialects.pop3
  if (dialect.enter) {
    const refusal = replyOf(dialect, dialect.enter)
    for (const line of lines(session.service, refusal)) say(session, line)
    session.done = refusal.close === true
  } else say(session, `+OK ${left(session).length} ${size(left(session))}`)
}

/** The message of a number, or undefined when it is none or deleted. */
function message(session: Pop3Session, text: string): Message | undefined {
  const found = /^\d{1,9}$/.test(text) ? session.drop[Number(text) - 1] : undefined
  return found && !session.deleted.has(found) ? found : undefined
}

const listing =
  (show: (m: Message) => string | number): Handler =>
  (session, argument) => {
    if (argument === '') {
      const rows = session.drop.flatMap((m, i) => (session.deleted.has(m) ? [] : [`${i + 1} ${show(m)}`]))
      return sayMany(session, `+OK ${rows.length} messages`, rows)
    }
    const found = message(session, argument)
    say(session, found ? `+OK ${argument} ${show(found)}` : '-ERR No such message')
  }

const RETR: Handler = (session, argument) => {
  const found = message(session, argument)
  if (!found) return say(session, '-ERR No such message')
  sayMany(session, `+OK ${found.raw.length} octets`, found.raw)
}

/** RFC 1939 §7: the header, the empty line and so many lines of the body. */
const TOP: Handler = (session, argument) => {
  const [number = '', count = ''] = argument.split(' ')
  const found = message(session, number)
  if (!found || !/^\d{1,9}$/.test(count)) return say(session, '-ERR No such message')
  const { header, body } = splitMessage(found.raw)
  const start = body.toString('latin1').split('\r\n').slice(0, Number(count)).join('\r\n')
  sayMany(session, '+OK', Buffer.concat([header, Buffer.from(start, 'latin1')]))
}

const DELE: Handler = (session, argument) => {
  const found = message(session, argument)
  if (found) session.deleted.add(found)
  say(session, found ? '+OK Deleted' : '-ERR No such message')
}

const RSET: Handler = (session) => {
  session.deleted.clear()
  say(session, '+OK')
}

/** RFC 1939 §6: only QUIT makes deletions real. */
const QUIT: Handler = (session) => {
  const inbox = session.account?.mailbox().folders.get('INBOX')
  if (inbox && session.deleted.size > 0) removeMessages(inbox, (m) => session.deleted.has(m))
  reply(session, 'bye')
  session.done = true
}

const NOOP: Handler = (session) => say(session, '+OK')

const AUTHORIZATION: Readonly<Record<string, Handler>> = { CAPA, USER, PASS, AUTH, STLS, NOOP, QUIT }
const TRANSACTION: Readonly<Record<string, Handler>> = {
  CAPA,
  STAT,
  LIST: listing((m) => m.raw.length),
  UIDL: listing((m) => `lab${m.uid}`),
  RETR,
  TOP,
  DELE,
  RSET,
  NOOP,
  QUIT,
}
