// IMAP as the client sees it until it is let in (RFC 9051 §6.1 and §6.2, RFC 3501): after that not one byte is read here.

import type { ImapPiece } from '../wire/imap-syntax.ts'
import { announcedLiteral, ImapSyntaxError, ImapText, parseValues } from '../wire/imap-syntax.ts'
import { imapNo } from './answers.ts'
import { imapBefore } from './capabilities.ts'
import { hearSasl, type Said } from './hear-sasl.ts'
import type { Visit } from './visit.ts'

/** A tagged wish to come in. */
export type ImapWish = Said & { readonly tag: string }

const TAG = /^[^\s(){%*"\\\]+]{1,64}$/
const TRIES = 5

/** Null when the client left or was sent away. `greet` false: it was greeted before. */
export async function imapWish(visit: Visit, greet: boolean): Promise<ImapWish | null> {
  if (greet) await visit.write(`* OK [CAPABILITY ${imapBefore(visit).join(' ')}] Sesame bridge ready\r\n`)
  for (let bad = 0; bad < TRIES; ) {
    const pieces = await readCommand(visit)
    const [tag = '', name = '', ...rest] = (pieces[0] ?? Buffer.alloc(0)).toString('latin1').split(' ')
    if (!TAG.test(tag)) {
      await visit.write('* BAD A command begins with a tag\r\n')
      bad += 1
      continue
    }
    const command = name.toUpperCase()
    if (command === 'LOGOUT') {
      await visit.write(`* BYE Goodbye\r\n${tag} OK LOGOUT done\r\n`)
      return null
    }
    if (command === 'STARTTLS' && visit.offersTls) {
      await visit.write(`${tag} OK Begin TLS\r\n`)
      if (!(await visit.startTls())) return null
      continue
    }
    const easy = EASY[command]?.(visit)
    if (easy !== undefined) {
      await visit.write(`${easy}${tag} OK ${command} done\r\n`)
      continue
    }
    if (command !== 'LOGIN' && command !== 'AUTHENTICATE') {
      await visit.write(`${tag} BAD ${command === 'STARTTLS' ? 'TLS is up, or not offered here' : 'Sign in first'}\r\n`)
      bad += 1
      continue
    }
    if (!visit.maySpeak) {
      // RFC 5530 §3 PRIVACYREQUIRED: the password must not be said in clear.
      await visit.write(`${tag} NO [PRIVACYREQUIRED] Begin TLS first\r\n`)
      bad += 1
      continue
    }
    const said = command === 'LOGIN' ? login(pieces) : await authenticate(visit, rest)
    if (said !== null) return { ...said, tag }
    await visit.write(`${tag} BAD ${command} was not understood\r\n`)
    bad += 1
  }
  await visit.write('* BYE Too many mistakes\r\n')
  return null
}

/** The client is told that its password is wrong and may try again; after a few times it is sent away. */
export function wrongPassword(tag: string): string {
  return imapNo(tag, 'wrong-password')
}

const EASY: Readonly<Record<string, (visit: Visit) => string>> = {
  CAPABILITY: (visit) => `* CAPABILITY ${imapBefore(visit).join(' ')}\r\n`,
  NOOP: () => '',
  // RFC 2971 §3.1
  ID: () => '* ID ("name" "Sesame bridge")\r\n',
}

// RFC 9051 §4.3: a line that ends in {n} is followed by n bytes, after our `+` unless it said {n+} (RFC 7888).
async function readCommand(visit: Visit): Promise<ImapPiece[]> {
  const pieces: ImapPiece[] = []
  for (;;) {
    const line = await visit.readLine()
    const literal = announcedLiteral(line)
    if (literal === null) return [...pieces, line]
    if (!line.subarray(literal.rest.length).includes(0x2b)) await visit.write('+ Go on\r\n')
    pieces.push(literal.rest, await visit.readLiteral(literal.size))
  }
}

// RFC 9051 §6.2.3: LOGIN user password, each an atom, quoted or a literal.
function login(pieces: readonly ImapPiece[]): Said | null {
  try {
    const first = (pieces[0] as Buffer).toString('latin1').replace(/^\S+ +\S+ */, '')
    const values = parseValues([Buffer.from(first, 'latin1'), ...pieces.slice(1)])
    const [user, password] = values.map((value) => (value instanceof ImapText || typeof value === 'string' ? value.toString() : null))
    return values.length === 2 && user && password ? { user, password } : null
  } catch (error) {
    if (error instanceof ImapSyntaxError) return null
    throw error
  }
}

// RFC 9051 §6.2.2, RFC 4959 §3: the initial response may come with the command.
async function authenticate(visit: Visit, [mechanism = '', initial]: readonly string[]): Promise<Said | null> {
  return hearSasl(mechanism, initial, (challenge) => visit.ask(`+ ${challenge}\r\n`), visit)
}
