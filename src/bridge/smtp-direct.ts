// Straight to the provider: each command is passed on and its answer comes back word for word, the message flows through.

import type { SmtpSession } from '../wire/smtp.ts'
import { keptParameters } from './smtp-envelope.ts'
import { answer, type SmtpAnswer, type SmtpRoute } from './smtp-route.ts'

const END = Buffer.from('.\r\n')
/** Never promised, since not passed on: CHUNKING, BINARYMIME, DSN, ETRN. */
const PASSED_ON = ['SIZE', '8BITMIME', 'SMTPUTF8', 'ENHANCEDSTATUSCODES']

/** The session is signed in; it is the route's from now on. */
export function directRoute(session: SmtpSession, capabilities: ReadonlySet<string> = session.capabilities): SmtpRoute {
  const { connection } = session
  const words = [...capabilities]
  const offers = (keyword: string) => words.some((word) => word === keyword || word.startsWith(`${keyword} `))
  const ask = async (line: string): Promise<SmtpAnswer> => session.run(line)
  return {
    offers: words.filter((word) => PASSED_ON.includes(word.split(' ')[0] as string)),
    from: (address, parameters) => ask(`MAIL FROM:<${address}>${keptParameters(parameters, offers)}`),
    to: (address) => ask(`RCPT TO:<${address}>`),
    data: () => ask('DATA'),
    write: (piece) => connection.writeRaw(piece),
    async end() {
      connection.beginReply()
      await connection.writeRaw(END)
      return session.readReply()
    },
    async reset() {
      await session.run('RSET')
    },
    close: () => session.quit(),
  }
}

export const refusedSender = (address: string): SmtpAnswer =>
  answer(`550 5.7.1 This device may not send as <${address}>; allow it with 'sesame bridge add --senders'`)
