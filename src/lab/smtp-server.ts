// Plays a message submission server (RFC 6409, RFC 5321, RFC 4954, RFC 3207) in the words of one provider. What it takes it delivers inside the lab.

import { canonical, type LiveAccount, replyOf } from './directory.ts'
import { hasRoom } from './mailbox.ts'
import type { LabReply } from './model.ts'
import type { Peer } from './peer.ts'
import { sawCommand } from './seen.ts'
import { capabilities, isBase64, lines, named, pause, readSasl, type Service, type Tried, trySignIn } from './service.ts'

interface SmtpSession {
  readonly service: Service
  readonly peer: Peer
  greeted: boolean
  account: LiveAccount | null
  sender: string | null
  readonly recipients: string[]
  done: boolean
}
type Handler = (session: SmtpSession, argument: string) => void | Promise<void>

const MAX_BAD = 20
const MAX_RECIPIENTS = 100
const MAX_MESSAGE = 32 << 20

export async function serveSmtp(peer: Peer, service: Service): Promise<void> {
  const session: SmtpSession = { service, peer, greeted: false, account: null, sender: null, recipients: [], done: false }
  reply(session, { say: service.dialect.greeting })
  let bad = 0
  while (!session.done) {
    const line = await peer.line(12_288)
    if (line === null) break
    const verb = (line.split(/[ :]/)[0] ?? '').toUpperCase()
    if (verb !== 'AUTH') sawCommand(service.seen, line)
    const handler = COMMANDS[verb]
    if (handler) await handler(session, line.slice(verb.length + 1).trim())
    else {
      say(session, '500 5.5.1 Command unrecognized')
      if (++bad >= MAX_BAD) break
    }
  }
  peer.close()
}

function say(session: SmtpSession, line: string): void {
  session.peer.write(`${line}\r\n`)
}

function reply(session: SmtpSession, answer: LabReply): void {
  for (const line of lines(session.service, answer)) say(session, line)
  if (answer.close) session.done = true
}

const EHLO: Handler = (session) => {
  const { service, peer } = session
  session.greeted = true
  forget(session)
  const hello = lines(service, named(service, 'hello'))[0] ?? service.server.host
  const all = [hello, ...capabilities(service, peer.secure, null)]
  all.forEach((line, i) => {
    say(session, `250${i === all.length - 1 ? ' ' : '-'}${line}`)
  })
}

const HELO: Handler = (session) => {
  session.greeted = true
  forget(session)
  say(session, `250 ${session.service.server.host}`)
}

function forget(session: SmtpSession): void {
  session.sender = null
  session.recipients.length = 0
}

const STARTTLS: Handler = async (session) => {
  const { service, peer } = session
  if (peer.secure || !capabilities(service, false, null).includes('STARTTLS')) return say(session, '502 5.5.1 STARTTLS not available')
  reply(session, named(service, 'starttls-ok'))
  if (service.server.fault === 'starttls-injection') say(session, '250-injected\r\n250 AUTH PLAIN LOGIN')
  if (!(await peer.startTls(service.context()))) session.done = true
  // RFC 3207 §4.2: the server forgets the EHLO that came before.
  session.greeted = false
  forget(session)
}

/** RFC 4954 §4. */
const AUTH: Handler = async (session, argument) => {
  const { service, peer } = session
  const [name = '', initial] = argument.split(/ +/)
  const mechanism = name.toUpperCase()
  const offered = capabilities(service, peer.secure, null)
    .filter((c) => /^AUTH[ =]/.test(c))
    .flatMap((c) => c.slice(5).split(' '))
  const { security, fault } = service.server
  if (!session.greeted) return say(session, '503 5.5.1 EHLO first')
  if (session.account) return say(session, '503 5.5.1 Already authenticated')
  if (!peer.secure && security === 'starttls' && fault !== 'starttls-stripping') return reply(session, named(service, 'starttls-first'))
  if (!offered.includes(mechanism)) return reply(session, named(service, 'no-mechanism'))
  const sasl = mechanism === 'LOGIN' ? await askLogin(session, initial) : await askOnce(session, mechanism, initial)
  if (sasl === undefined) return
  await finish(session, trySignIn(service, peer, sasl.user, sasl.secret, mechanism as 'PLAIN'))
}

async function askOnce(session: SmtpSession, mechanism: string, initial: string | undefined) {
  const response = initial ?? (await ask(session, ''))
  if (response === undefined || response === null) return undefined
  const decoded = isBase64(response) ? readSasl(mechanism, Buffer.from(response, 'base64')) : undefined
  if (!decoded) reply(session, named(session.service, 'bad-sasl'))
  return decoded
}

async function askLogin(session: SmtpSession, initial: string | undefined) {
  const user = initial ?? (await ask(session, 'Username:'))
  if (user === null) return undefined
  const secret = await ask(session, 'Password:')
  if (secret === null) return undefined
  if (!isBase64(user) || !isBase64(secret)) {
    reply(session, named(session.service, 'bad-sasl'))
    return undefined
  }
  return { user: Buffer.from(user, 'base64').toString('utf8'), secret: Buffer.from(secret, 'base64').toString('utf8') }
}

/** Null: cancelled or gone. */
async function ask(session: SmtpSession, prompt: string): Promise<string | null> {
  say(session, `334 ${Buffer.from(prompt).toString('base64')}`)
  const line = await session.peer.line(20_000)
  if (line === null) session.done = true
  if (line === '*') say(session, '501 5.7.0 Authentication cancelled')
  return line === '*' ? null : line
}

async function finish(session: SmtpSession, tried: Tried): Promise<void> {
  if (tried.reply.challenge !== undefined && tried.account === null) {
    say(session, `334 ${Buffer.from(tried.reply.challenge).toString('base64')}`)
    if ((await session.peer.line()) === null) session.done = true
  }
  await pause(tried.reply.waitMs)
  session.account = tried.account
  reply(session, tried.reply)
}

/** The address in angle brackets; UTF-8 as RFC 6531 has it. */
function path(argument: string): string | undefined {
  const found = /^(?:FROM|TO):\s*<([^<>]*)>/i.exec(argument)?.[1]
  return found === undefined ? undefined : Buffer.from(found, 'latin1').toString('utf8')
}

const MAIL: Handler = (session, argument) => {
  const { service, account, peer } = session
  const sender = path(argument)
  if (!session.greeted) return say(session, '503 5.5.1 EHLO first')
  if (!peer.secure && service.server.security === 'starttls') return reply(session, named(service, 'starttls-first'))
  if (!account) return reply(session, named(service, 'not-authenticated'))
  if (sender === undefined) return say(session, '501 5.5.4 Syntax: MAIL FROM:<address>')
  const dialect = account.dialects.smtp
  if (dialect.enter) return reply(session, replyOf(dialect, dialect.enter))
  if (dialect.sender?.at === 'mail' && !mayUse(service, account, sender)) return reply(session, replyOf(dialect, dialect.sender.reply))
  session.sender = sender
  reply(session, named(service, 'sender-ok'))
}

/** The account's own addresses, and mailboxes whose owner lets it send as them. */
function mayUse(service: Service, account: LiveAccount, sender: string): boolean {
  const own = [account.data.address, ...account.data.aliases].map(canonical).includes(canonical(sender))
  return own || service.directory.recipient(sender)?.data.oauth?.delegates?.includes(account.data.address) === true
}

const RCPT: Handler = (session, argument) => {
  const { service } = session
  const to = path(argument)
  if (session.sender === null) return say(session, '503 5.5.1 MAIL first')
  if (to === undefined || to === '') return say(session, '501 5.5.4 Syntax: RCPT TO:<address>')
  if (session.recipients.length >= MAX_RECIPIENTS) return say(session, '452 4.5.3 Too many recipients')
  const known = service.directory.recipient(to)
  const here = service.directory.holds(to.slice(to.lastIndexOf('@') + 1))
  if (here && !known) return say(session, '550 5.1.1 User unknown')
  if (known && !hasRoom(known.mailbox(), 1024)) return reply(session, named(service, 'mailbox-full'))
  session.recipients.push(to)
  reply(session, named(service, 'recipient-ok'))
}

const DATA: Handler = async (session) => {
  const { service, account, sender } = session
  if (account === null || sender === null || session.recipients.length === 0) return say(session, '503 5.5.1 RCPT first')
  say(session, '354 Start mail input; end with <CRLF>.<CRLF>')
  const raw = await readData(session.peer)
  if (raw === null) {
    session.done = true
    return
  }
  const to = session.recipients.flatMap((r) => service.directory.recipient(r) ?? [])
  forget(session)
  const rule = account.dialects.smtp.sender
  if (raw.length > MAX_MESSAGE) return say(session, '552 5.3.4 Message too big')
  if (rule?.at === 'data' && !mayUse(service, account, sender)) return reply(session, replyOf(account.dialects.smtp, rule.reply))
  service.deliver(sender, to, raw)
  reply(session, named(service, 'queued'))
}

/** RFC 5321 §4.5.2: dots are taken away; what is over the bound is read and dropped. */
async function readData(peer: Peer): Promise<Buffer | null> {
  const parts: Buffer[] = []
  let size = 0
  for (;;) {
    const line = await peer.line(1 << 20)
    if (line === null) return null
    if (line === '.') return Buffer.concat(parts)
    size += line.length + 2
    if (size <= MAX_MESSAGE + 1024) parts.push(Buffer.from(`${line.startsWith('.') ? line.slice(1) : line}\r\n`, 'latin1'))
  }
}

const RSET: Handler = (session) => {
  forget(session)
  reply(session, named(session.service, 'reset-ok'))
}
const NOOP: Handler = (session) => say(session, '250 2.0.0 OK')
const VRFY: Handler = (session) => say(session, '252 2.1.5 Cannot VRFY user')
const QUIT: Handler = (session) => {
  reply(session, named(session.service, 'bye'))
  session.done = true
}

const COMMANDS: Readonly<Record<string, Handler>> = { EHLO, HELO, STARTTLS, AUTH, MAIL, RCPT, DATA, RSET, NOOP, VRFY, QUIT }
