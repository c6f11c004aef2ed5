// Plays an IMAP server (RFC 9051, RFC 3501) in the words of one provider: greeting, capabilities, STARTTLS, sign-in, and on to real folders.

import { replyOf } from './directory.ts'
import { type ImapCommand, readCommand, textOf } from './imap-command.ts'
import { FOLDER_COMMANDS } from './imap-folders.ts'
import { MESSAGE_COMMANDS } from './imap-messages.ts'
import { answer, type Handler, type ImapSession, tagged, tellNews, untagged } from './imap-session.ts'
import type { Peer } from './peer.ts'
import { sawCommand, sawSignIn } from './seen.ts'
import { capabilities, isBase64, lines, named, pause, readSasl, type Service, type Tried, trySignIn } from './service.ts'

const MAX_BAD = 20

export async function serveImap(peer: Peer, service: Service): Promise<void> {
  const session: ImapSession = {
    service,
    peer,
    account: null,
    folder: null,
    readOnly: false,
    view: [],
    identified: false,
    condstore: false,
    done: false,
  }
  greet(session)
  let bad = 0
  while (!session.done) {
    const command = await readCommand(peer, (size) => takesAtOnce(session, size))
    if (command === null) break
    if ('problem' in command) {
      tagged(session, command, command.problem)
      if (++bad >= MAX_BAD) break
      continue
    }
    if (command.name !== 'LOGIN' && command.name !== 'AUTHENTICATE') sawCommand(service.seen, describe(command))
    const handler = handlerOf(session, command.name)
    if (typeof handler === 'string') {
      tagged(session, command, handler)
      if (++bad >= MAX_BAD) break
    } else await handler(session, command)
  }
  peer.close()
}

/** RFC 7888 §5: LITERAL+ any size, LITERAL- up to 4,096 bytes. */
function takesAtOnce({ service, peer, account }: ImapSession, size: number): boolean {
  const offered = capabilities(service, peer.secure, account)
  return offered.includes('LITERAL+') || (offered.includes('LITERAL-') && size <= 4096)
}

function greet(session: ImapSession): void {
  const { service, peer } = session
  const preauth = service.server.fault === 'preauth'
  for (const line of lines(
    service,
    { say: service.dialect.greeting },
    { capabilities: capabilities(service, peer.secure, null).join(' ') },
  ))
    peer.write(`${preauth ? line.replace('* OK', '* PREAUTH') : line}\r\n`)
}

function describe(command: ImapCommand): string {
  return [command.name, ...command.args.map((t) => textOf(t) ?? '(...)')].join(' ')
}

/** RFC 9051 §6: which commands exist in which state; a text is the refusal. */
function handlerOf(session: ImapSession, name: string): Handler | string {
  const any = ANY_STATE[name]
  if (any) return any
  if (BEFORE_SIGN_IN[name]) return session.account ? 'BAD Already authenticated' : BEFORE_SIGN_IN[name]
  const folder = FOLDER_COMMANDS[name]
  const message = MESSAGE_COMMANDS[name]
  if (!folder && !message) return 'BAD Command unknown or not available'
  if (!session.account) return 'BAD Command not allowed before sign-in'
  if (name === 'IDLE' || folder) return (folder ?? message)!
  return session.folder ? message! : 'BAD No mailbox selected'
}

const CAPABILITY: Handler = (session, command) => {
  const { service, account, peer } = session
  untagged(session, `CAPABILITY ${capabilities(service, peer.secure, account).join(' ')}`)
  answer(session, command, named(service, 'capability'))
}

const NOOP: Handler = (session, command) => {
  tellNews(session)
  tagged(session, command, 'OK NOOP completed.')
}

/** RFC 2971: servers that do not know it say so, as a real one does. */
const ID: Handler = (session, command) => {
  const dialect = session.account?.dialects.imap ?? session.service.dialect
  if (dialect.id === undefined) return answer(session, command, replyOf(dialect, 'no-id'))
  session.identified = true
  untagged(session, `ID ${dialect.id}`)
  tagged(session, command, 'OK ID completed.')
}

const LOGOUT: Handler = (session, command) => {
  for (const line of lines(session.service, named(session.service, 'bye'))) session.peer.write(`${line}\r\n`)
  tagged(session, command, 'OK LOGOUT completed.')
  session.done = true
}

const ENABLE: Handler = (session, command) => {
  const names = command.args.map((t) => (textOf(t) ?? '').toUpperCase())
  if (names.includes('CONDSTORE')) session.condstore = true
  untagged(session, ['ENABLED', ...names.filter((n) => n === 'CONDSTORE' || n === 'UTF8=ACCEPT')].join(' '))
  tagged(session, command, 'OK ENABLE completed.')
}

/** RFC 4978 lets a server refuse; the lab does, so that its conversations stay readable. */
const COMPRESS: Handler = (session, command) => tagged(session, command, 'NO [CANNOT] Compression is not available')

const STARTTLS: Handler = async (session, command) => {
  const { service, peer } = session
  // RFC 9051 §6.2.1: only before sign-in, so never after PREAUTH.
  const offered = service.server.fault !== 'preauth' && capabilities(service, false, null).includes('STARTTLS')
  if (peer.secure || !offered) return tagged(session, command, 'BAD STARTTLS not available')
  tagged(session, command, `OK ${lines(service, named(service, 'starttls-ok')).join(' ')}`)
  if (service.server.fault === 'starttls-injection') peer.write('* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=LOGIN X-INJECTED\r\n')
  if (!(await peer.startTls(service.context()))) session.done = true
}

const LOGIN: Handler = async (session, command) => {
  const { service, peer } = session
  const [user, secret] = command.args.map((t) => textOf(t))
  if (user === undefined || secret === undefined) return tagged(session, command, 'BAD Command Argument Error')
  if (capabilities(service, peer.secure, null).includes('LOGINDISABLED')) {
    sawSignIn(service.seen, { user, mechanism: 'LOGIN', outcome: 'refused', secure: false })
    return tagged(session, command, 'NO [PRIVACYREQUIRED] Plaintext authentication disallowed on non-secure connections.')
  }
  await finish(session, command, trySignIn(service, peer, user, secret, 'LOGIN'))
}

/** RFC 9051 §6.2.2; an initial response only where SASL-IR is offered (RFC 4959 §3). */
const AUTHENTICATE: Handler = async (session, command) => {
  const { service, peer } = session
  const mechanism = (textOf(command.args[0]) ?? '').toUpperCase()
  const offered = capabilities(service, peer.secure, null).map((c) => c.toUpperCase())
  if (!offered.includes(`AUTH=${mechanism}`) || !isMechanism(mechanism))
    return tagged(session, command, 'NO [CANNOT] Unsupported authentication mechanism.')
  const initial = textOf(command.args[1])
  if (initial !== undefined && !offered.includes('SASL-IR')) return answer(session, command, named(service, 'no-initial-response'))
  if (initial === undefined) peer.write('+ \r\n')
  const response = initial ?? (await peer.line(20_000))
  if (response === null) {
    session.done = true
    return
  }
  if (response === '*') return tagged(session, command, 'BAD AUTHENTICATE cancelled')
  const sasl = isBase64(response) ? readSasl(mechanism, Buffer.from(response, 'base64')) : undefined
  if (!sasl) return answer(session, command, named(service, 'bad-sasl'))
  await finish(session, command, trySignIn(service, peer, sasl.user, sasl.secret, mechanism))
}

const isMechanism = (name: string): name is 'PLAIN' | 'XOAUTH2' | 'OAUTHBEARER' => ['PLAIN', 'XOAUTH2', 'OAUTHBEARER'].includes(name)

async function finish(session: ImapSession, command: ImapCommand, { account, reply }: Tried): Promise<void> {
  if (reply.challenge !== undefined && account === null) {
    // RFC 7628 §3.2.3: the client acknowledges the error with an empty or dummy line before the refusal.
    session.peer.write(`+ ${Buffer.from(reply.challenge).toString('base64')}\r\n`)
    if ((await session.peer.line()) === null) session.done = true
  }
  await pause(reply.waitMs)
  session.account = account
  const after = capabilities(session.service, session.peer.secure, account).join(' ')
  answer(session, command, reply, { capabilities: after, address: account?.address ?? '' })
}

const ANY_STATE: Readonly<Record<string, Handler>> = { CAPABILITY, NOOP, ID, LOGOUT, ENABLE, COMPRESS }
const BEFORE_SIGN_IN: Readonly<Record<string, Handler>> = { STARTTLS, LOGIN, AUTHENTICATE }
