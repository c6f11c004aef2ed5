// SMTP submission as the device sees it until it is let in (RFC 6409, RFC 5321 §4.1.1.1, RFC 3207, RFC 4954).

import { hearSasl, mechanismsFor, type Said } from './hear-sasl.ts'
import type { Visit } from './visit.ts'

/** What every provider takes; more is promised once the device is in and its provider has spoken. */
const BEFORE = ['8BITMIME', 'ENHANCEDSTATUSCODES', 'PIPELINING']
const TRIES = 8

/** Null when the client left or was sent away. */
export async function smtpWish(visit: Visit, greet: boolean): Promise<Said | null> {
  if (greet) await visit.write('220 sesame.localhost ESMTP Sesame bridge ready\r\n')
  for (let bad = 0; bad < TRIES; ) {
    const line = (await visit.readLine()).toString('latin1').trim()
    const [name = '', ...rest] = line.split(/ +/)
    const command = name.toUpperCase()
    if (command === 'QUIT') {
      await visit.write('221 2.0.0 Goodbye\r\n')
      return null
    }
    if (command === 'EHLO') await visit.write(hello(offersBefore(visit)))
    else if (command === 'HELO') await visit.write('250 sesame.localhost\r\n')
    else if (command === 'NOOP' || command === 'RSET') await visit.write('250 2.0.0 Ok\r\n')
    else if (command === 'STARTTLS' && visit.offersTls) {
      await visit.write('220 2.0.0 Begin TLS\r\n')
      if (!(await visit.startTls())) return null
    } else if (command === 'AUTH') {
      if (!visit.maySpeak) {
        // RFC 4954 §6: 538, or 530 of RFC 3207 §4.
        await visit.write('530 5.7.0 Begin TLS first\r\n')
        bad += 1
        continue
      }
      const said = await authenticate(visit, rest)
      if (said !== null) return said
      await visit.write('501 5.5.2 Not understood\r\n')
      bad += 1
    } else {
      await visit.write(/^(MAIL|RCPT|DATA|BDAT|VRFY|EXPN)$/.test(command) ? '530 5.7.0 Sign in first\r\n' : '502 5.5.1 Not known here\r\n')
      bad += 1
    }
  }
  await visit.write('421 4.7.0 Too many mistakes\r\n')
  return null
}

/** RFC 5321 §4.1.1.1: the first line is our name. */
export function hello(keywords: readonly string[]): string {
  const lines = ['sesame.localhost', ...keywords]
  return lines.map((line, at) => `250${at === lines.length - 1 ? ' ' : '-'}${line}\r\n`).join('')
}

function offersBefore(visit: Visit): readonly string[] {
  const { offersTls, maySpeak } = visit
  const ways = mechanismsFor(visit).join(' ')
  // `AUTH=` is the form of a draft that old devices look for.
  return [...BEFORE, ...(offersTls ? ['STARTTLS'] : []), ...(maySpeak ? [`AUTH ${ways}`, `AUTH=${ways}`] : [])]
}

async function authenticate(visit: Visit, [mechanism = '', initial]: readonly string[]): Promise<Said | null> {
  return hearSasl(mechanism, initial, (challenge) => visit.ask(`334 ${challenge}\r\n`), visit)
}
