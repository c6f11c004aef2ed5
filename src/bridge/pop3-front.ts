// POP3 as the client sees it until it is let in (RFC 1939 §4 and §7, RFC 2449, RFC 2595, RFC 5034).

import { popBefore } from './capabilities.ts'
import { hearSasl, mechanismsFor, type Said } from './hear-sasl.ts'
import type { Visit } from './visit.ts'

const TRIES = 5

/** Null when the client left or was sent away. */
export async function popWish(visit: Visit, greet: boolean): Promise<Said | null> {
  // RFC 1939 §7: no time stamp in <>, so that nobody tries APOP.
  if (greet) await visit.write('+OK Sesame bridge ready\r\n')
  let user = ''
  for (let bad = 0; bad < TRIES; ) {
    const line = (await visit.readLine()).toString('utf8')
    const [name = '', ...rest] = line.split(' ')
    const command = name.toUpperCase()
    // RFC 1939 §7: a password may hold spaces, all behind the first belong to it.
    const argument = line.slice(name.length + 1)
    if (command === 'QUIT') {
      await visit.write('+OK Goodbye\r\n')
      return null
    }
    if (command === 'CAPA') await visit.write(`+OK\r\n${popBefore(visit).join('\r\n')}\r\n.\r\n`)
    else if (command === 'STLS' && visit.offersTls) {
      await visit.write('+OK Begin TLS\r\n')
      if (!(await visit.startTls())) return null
      // RFC 2595 §4: what was said before is forgotten.
      user = ''
    } else if (!visit.maySpeak && (command === 'USER' || command === 'PASS' || command === 'AUTH')) {
      await visit.write('-ERR Begin TLS first\r\n')
      bad += 1
    } else if (command === 'USER' && argument !== '') {
      user = argument
      await visit.write('+OK\r\n')
    } else if (command === 'PASS' && user !== '' && argument !== '') return { user, password: argument }
    else if (command === 'AUTH') {
      // RFC 5034 §4: without a mechanism, the list; RFC 1734's old form.
      if (rest.length === 0) await visit.write(`+OK\r\n${mechanismsFor(visit).join('\r\n')}\r\n.\r\n`)
      else {
        const said = await authenticate(visit, rest)
        if (said !== null) return said
        await visit.write('-ERR Not understood\r\n')
        bad += 1
      }
    } else {
      await visit.write('-ERR Sign in first\r\n')
      bad += 1
    }
  }
  await visit.write('-ERR Too many mistakes\r\n')
  return null
}

async function authenticate(visit: Visit, [mechanism = '', initial]: readonly string[]): Promise<Said | null> {
  return hearSasl(mechanism, initial, (challenge) => visit.ask(`+ ${challenge}\r\n`), visit)
}
